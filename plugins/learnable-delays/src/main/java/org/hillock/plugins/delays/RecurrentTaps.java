package org.hillock.plugins.delays;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.network.RecurrentSynapses;
import org.hillock.api.tensor.Tensor;

/**
 * Delayed synapses from neurons to themselves: each step's spikes are convolved onto the steps they
 * reach. The last tap reaches the next step.
 */
final class RecurrentTaps implements RecurrentSynapses.Kernel {

  private final Device device;
  private final int rows;
  private final int neurons;
  private final int count;
  private final Taps spread;
  private final Buffer weight;
  private final Buffer position;
  private final Buffer taps;
  private final TapViews tap;

  /** Consecutive taps, by their number less one and by the first. */
  private final TapViews[] runs;

  private final Optional<Gradients> gradients;

  /** Those of the parameters that are wanted. */
  private record Gradients(Buffer taps, Optional<Buffer> ofWeights, Optional<Buffer> ofPositions) {

    static Optional<Gradients> of(Preparation at, Buffer taps) {
      var ofWeights = DelayedProducts.gradient(at, 1);
      var ofPositions = DelayedProducts.gradient(at, 2);
      return ofWeights.isPresent() || ofPositions.isPresent()
          ? Optional.of(new Gradients(taps, ofWeights, ofPositions))
          : Optional.empty();
    }
  }

  RecurrentTaps(Preparation at, Synapses synapses) {
    device = at.device();
    rows = at.batch();
    count = synapses.window().size();
    neurons = synapses.shape().dim(1);
    spread = synapses.taps(at);
    weight = at.input(1);
    position = at.input(2);
    var kernels = synapses.shape().dropFirst(1).prepend(count);
    taps = at.saved(kernels);
    tap = new TapViews(taps, 0, count, Tensor::at);
    runs = new TapViews[count];
    Arrays.setAll(
        runs, i -> new TapViews(taps, 0, count - i, (all, first) -> all.slice(first, i + 1)));
    gradients = at.training() ? Gradients.of(at, at.scratch(kernels)) : Optional.empty();
  }

  @Override
  public void begin() {
    spread.fill(weight.tensor(), position.tensor(), taps.tensor());
  }

  @Override
  public void send(Tensor spikes, int age, Tensor currents) {
    int reached = currents.shape().dim(0);
    var between = runs[reached - 1].at(count - age - (reached - 1));
    device.convolveInTime(spikes, between, reached - 1, currents, true);
  }

  @Override
  public void sendBack(List<Tensor> currents, Tensor spikes) {
    for (int i = 0; i < currents.size(); i++) {
      var of = tap.at(count - 1 - i);
      device.gemm(false, true, rows, neurons, neurons, currents.get(i), of, spikes, true);
    }
  }

  @Override
  public void turn() {
    gradients.ifPresent(g -> g.taps.tensor().fill(0));
  }

  @Override
  public void collect(Tensor spikes, int age, Tensor currents) {
    if (gradients.isPresent()) {
      var ofTaps = gradients.get().taps.tensor();
      device.convolveInTimeTapGradient(spikes, currents, count - age, ofTaps, true);
    }
  }

  @Override
  public void end() {
    gradients.ifPresent(
        g ->
            spread.differentiate(
                weight.tensor(),
                position.tensor(),
                g.taps.tensor(),
                g.ofWeights.map(Buffer::tensor),
                g.ofPositions.map(Buffer::tensor)));
  }
}
