package org.hillock.engine.network;

import java.util.List;
import java.util.Optional;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.network.RecurrentSynapses;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/** Synapses from neurons to themselves, one time step apart, with one weight tensor. */
sealed interface Recurrence extends RecurrentSynapses {

  /** The shape of the weight. */
  Shape weight();

  @Override
  default int reach() {
    return 1;
  }

  @Override
  default void check(Shape features, List<Shape> parameters) {
    if (!parameters.equals(List.of(weight()))) {
      throw Errors.mismatch(
          "recurrent neurons of features %s take a weight of shape %s, got %s",
          features, weight(), parameters);
    }
  }

  /** Every neuron reaches every one. */
  record Dense(int n) implements Recurrence {

    @Override
    public Shape weight() {
      return Shape.of(n, n);
    }

    @Override
    public long macs() {
      return (long) n * n;
    }

    @Override
    public void fanOut(Optional<Tensor> weight, Tensor fanOut) {
      FanOut.linear(n, n, weight, fanOut);
    }

    @Override
    public Kernel prepare(Preparation at) {
      return new DenseKernel(
          at.device(), at.batch(), n, at.input(1), StepPreparation.wantedGradient(at, 1));
    }
  }

  /** A convolution that keeps the size of the image. */
  record Convolved(Convolution convolution) implements Recurrence {

    @Override
    public Shape weight() {
      var windows = convolution.windows();
      return Shape.of(
          windows.rows().size(),
          windows.columns().size(),
          convolution.groupChannels(),
          convolution.out());
    }

    @Override
    public long macs() {
      return convolution.weights() * convolution.windows().count();
    }

    @Override
    public void fanOut(Optional<Tensor> weight, Tensor fanOut) {
      FanOut.convolution(convolution, weight, fanOut);
    }

    @Override
    public Kernel prepare(Preparation at) {
      return new ConvolvedKernel(
          at.device(),
          convolution,
          at.input(1),
          StepPreparation.wantedGradient(at, 1),
          at.scratch(Shape.of(at.batch(), Math.toIntExact(convolution.outputSize()))),
          at.scratch(weight()));
    }
  }

  /** Matrix products. */
  record DenseKernel(Device device, int batch, int n, Buffer weight, Optional<Buffer> gradient)
      implements Kernel {

    @Override
    public void send(Tensor spikes, int age, Tensor currents) {
      device.gemm(false, false, batch, n, n, spikes, weight.tensor(), currents, true);
    }

    @Override
    public void turn() {
      gradient.ifPresent(g -> g.tensor().fill(0));
    }

    @Override
    public void sendBack(List<Tensor> currents, Tensor spikes) {
      device.gemm(false, true, batch, n, n, currents.getFirst(), weight.tensor(), spikes, true);
    }

    @Override
    public void collect(Tensor spikes, int age, Tensor currents) {
      if (gradient.isPresent()) {
        int rows = Math.toIntExact(spikes.size() / n);
        device.gemm(true, false, n, n, rows, spikes, currents, gradient.get().tensor(), true);
      }
    }
  }

  /** Convolutions; gradients overwrite and are added afterwards. */
  record ConvolvedKernel(
      Device device,
      Convolution convolution,
      Buffer weight,
      Optional<Buffer> gradient,
      Buffer image,
      Buffer weights)
      implements Kernel {

    @Override
    public void send(Tensor spikes, int age, Tensor currents) {
      device.convolve(convolution, spikes, weight.tensor(), currents, true);
    }

    @Override
    public void turn() {
      gradient.ifPresent(g -> g.tensor().fill(0));
    }

    @Override
    public void sendBack(List<Tensor> currents, Tensor spikes) {
      device.convolveInputGradient(
          convolution, currents.getFirst(), weight.tensor(), image.tensor());
      device.addTo(image.tensor(), spikes);
    }

    @Override
    public void collect(Tensor spikes, int age, Tensor currents) {
      if (gradient.isPresent()) {
        device.convolveWeightGradient(convolution, spikes, currents, weights.tensor());
        device.addTo(weights.tensor(), gradient.get().tensor());
      }
    }
  }
}
