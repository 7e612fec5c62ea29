package org.hillock.plugins.iir;

import java.util.List;
import java.util.Optional;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;
import org.hillock.plugins.neurons.LearnableLif;
import org.hillock.plugins.neurons.SpikeTimingLif;
import org.hillock.plugins.neurons.Triangular;

/** Networks in their two forms. */
final class Nets {

  static final Optional<NeuronModel> RECTIFIED = Optional.empty();
  static final Optional<NeuronModel> SPIKING =
      Optional.of(
          new LearnableLif(1, 0.4, Sharing.SCALAR, Reset.SOFT_DETACHED, new Triangular(.3, 1)));

  static final Optional<NeuronModel> SPIKE_TIMING =
      Optional.of(new SpikeTimingLif(1, 1, 0.3, 0.01, 1000, Sharing.SCALAR, Reset.SOFT_DETACHED));

  private Nets() {}

  /** VGG-16 as the paper has it. */
  static Layer vgg16(int classes, boolean imageNet, Optional<NeuronModel> neuron) {
    return new Vgg(16, classes, 1, List.of(4096, 4096), imageNet, true, .2, neuron);
  }

  /** A VGG-5 of a few channels. */
  static Layer small(int classes, double dropout, Optional<NeuronModel> neuron) {
    return new Vgg(5, classes, 0.125, List.of(16), false, true, dropout, neuron);
  }
}
