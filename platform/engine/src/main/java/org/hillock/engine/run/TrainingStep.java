package org.hillock.engine.run;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.api.data.SampleShape;
import org.hillock.api.network.Layer;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Activations;
import org.hillock.engine.network.NetworkInput;
import org.hillock.engine.network.Networks;
import org.hillock.engine.train.Encoding;

/**
 * A network made ready for training, as it is before the first step.
 *
 * @param layers its operations, in order
 * @param steps time steps of a sequence
 * @param outputSteps time steps of the network's output, which layers may lengthen
 * @param batch sequences at once
 * @param memoryBytes off-heap memory of parameters, gradients and everything between forward and
 *     backward pass; without the optimiser's state and the samples that wait
 * @param device what computes
 * @param kernels the compiled equations in readable form
 */
public record TrainingStep(
    List<LayerInfo> layers,
    int steps,
    int outputSteps,
    int batch,
    long memoryBytes,
    String device,
    String kernels) {

  public TrainingStep {
    layers = List.copyOf(layers);
  }

  /**
   * The training step of an experiment.
   *
   * @param dataStore the directory of installed data sets; only the samples' shape is read
   * @param log receives why another backend than the experiment's computes
   * @throws org.hillock.api.HillockException what data, encoder, layers and backend report; {@code
   *     RESOURCE_EXHAUSTED} with the bytes needed if they are more than the machine has
   */
  public static TrainingStep of(
      Experiment experiment, Path dataStore, int batch, Consumer<String> log) {
    SampleShape sample;
    try (var samples = experiment.data().open(dataStore)) {
      sample = samples.shape();
    }
    try (var device = Backends.open(experiment, log).device()) {
      var encoding = Encoding.of(experiment.encoder(), sample);
      var activations = experiment.activations();
      return of(
          experiment.network(), encoding.input(), encoding.steps(), batch, device, activations);
    }
  }

  /** A single neuron for a single time step. */
  public static TrainingStep of(NeuronModel neuron, HardwareBackend backend) {
    try (var device = backend.open(1)) {
      var one = NetworkInput.of(Shape.of(1));
      return of(List.of(neuron), one, 1, 1, device, Activations.KEPT);
    }
  }

  private static TrainingStep of(
      List<Layer> layers,
      NetworkInput input,
      int steps,
      int batch,
      Device device,
      Activations activations) {
    var random = RandomStream.of(0);
    try (var memory = Memory.open();
        var network =
            Networks.build(layers, input, device, memory, random, activations, line -> {})) {
      network.training(steps, batch);
      return new TrainingStep(
          network.layers(),
          steps,
          steps + network.addedSteps(),
          batch,
          memory.peakBytes(),
          device.description(),
          network.explain());
    }
  }
}
