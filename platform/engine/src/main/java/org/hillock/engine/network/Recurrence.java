package org.hillock.engine.network;

import java.util.Optional;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/** Synapses from neurons to themselves, one time step apart. */
sealed interface Recurrence {

  /** The shape of the weight. */
  Shape weight();

  /** Multiply-accumulates a sample and time step. */
  long macs();

  /** How many synapses each neuron drives; without values, as if no weight were zero. */
  void fanOut(Optional<Tensor> values, Tensor fanOut);

  /** Makes them ready for one size. */
  Synapses prepare(Preparation at);

  /** Synapses made ready. Each product is added to what its last argument holds. */
  interface Synapses {

    /** From the spikes of a step the current of the next, {@code [B][n]}. */
    void forward(Tensor spikes, Tensor weight, Tensor current);

    /** From the gradient of a step's current that of the spikes before, {@code [B][n]}. */
    void backward(Tensor later, Tensor weight, Tensor arriving);

    /** From some steps' spikes and the gradients of the currents after them the weight's. */
    void weightGradient(Tensor spikes, Tensor later, Tensor gradient);
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
    public void fanOut(Optional<Tensor> values, Tensor fanOut) {
      FanOut.linear(n, n, values, fanOut);
    }

    @Override
    public Synapses prepare(Preparation at) {
      return new DenseSynapses(at.device(), at.batch(), n);
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
    public void fanOut(Optional<Tensor> values, Tensor fanOut) {
      FanOut.convolution(convolution, values, fanOut);
    }

    @Override
    public Synapses prepare(Preparation at) {
      return new ConvolvedSynapses(
          at.device(),
          convolution,
          at.scratch(Shape.of(at.batch(), Math.toIntExact(convolution.outputSize()))),
          at.scratch(weight()));
    }
  }

  /** Matrix products. */
  record DenseSynapses(Device device, int batch, int n) implements Synapses {

    @Override
    public void forward(Tensor spikes, Tensor weight, Tensor current) {
      device.gemm(false, false, batch, n, n, spikes, weight, current, true);
    }

    @Override
    public void backward(Tensor later, Tensor weight, Tensor arriving) {
      device.gemm(false, true, batch, n, n, later, weight, arriving, true);
    }

    @Override
    public void weightGradient(Tensor spikes, Tensor later, Tensor gradient) {
      int rows = Math.toIntExact(spikes.size() / n);
      device.gemm(true, false, n, n, rows, spikes, later, gradient, true);
    }
  }

  /** Convolutions; gradients overwrite and are added afterwards. */
  record ConvolvedSynapses(Device device, Convolution convolution, Buffer image, Buffer weights)
      implements Synapses {

    @Override
    public void forward(Tensor spikes, Tensor weight, Tensor current) {
      device.convolve(convolution, spikes, weight, current, true);
    }

    @Override
    public void backward(Tensor later, Tensor weight, Tensor arriving) {
      device.convolveInputGradient(convolution, later, weight, image.tensor());
      device.addTo(image.tensor(), arriving);
    }

    @Override
    public void weightGradient(Tensor spikes, Tensor later, Tensor gradient) {
      device.convolveWeightGradient(convolution, spikes, later, weights.tensor());
      device.addTo(weights.tensor(), gradient);
    }
  }
}
