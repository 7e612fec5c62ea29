package org.hillock.plugins.iir;

import java.util.List;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Window;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/**
 * What the networks here are put together from, in their two forms. An artificial network has
 * rectified units behind its synapses, and its convolutions are normalised; a spiking one has
 * neurons, and a bias that takes up the normalisation when it is converted.
 *
 * @param neuron the neurons; empty: rectified units
 * @param normalised whether convolutions are normalised, or have the bias that stands for it
 * @param dropout the probability that a unit is silent for a whole sequence
 */
record Units(Optional<NeuronModel> neuron, boolean normalised, double dropout) {

  private static final double MOMENTUM = 0.1;
  private static final double EPSILON = 1e-5;
  private static final double DENSE_DEVIATION = 0.01;

  /** An image, {@code [height][width][channels]}. */
  static Value expectImage(Value x) {
    if (x.shape().rank() != 3) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH, "takes images [height][width][channels], got " + x.shape());
    }
    return x;
  }

  /**
   * A convolution that keeps the image's size but for its stride, drawn from N(0, √(2/(k²·out))).
   */
  Layer convolution(int out, int kernel, int stride) {
    return (net, x) -> {
      var window = new Window(kernel, stride, (kernel - 1) / 2, 1);
      int in = x.shape().dim(2);
      double deviation = Math.sqrt(2.0 / ((double) kernel * kernel * out));
      var weight =
          net.parameter("weight", Shape.of(kernel, kernel, in, out), Initialiser.normal(deviation));
      boolean biased = normalised && neuron.isPresent();
      Optional<Value> bias =
          biased
              ? Optional.of(net.parameter("bias", Shape.of(out), Initialiser.constant(0)))
              : Optional.empty();
      var y = net.conv2d(x, weight, bias, window, window, 1);
      return normalised && !biased ? net.batchNorm(y, MOMENTUM, EPSILON) : y;
    };
  }

  /** Dense synapses from all features, without bias, drawn from N(0, 0.01). */
  Layer dense(int out) {
    return (net, x) -> {
      int in = Math.toIntExact(x.shape().size());
      var weight = net.parameter("weight", Shape.of(in, out), Initialiser.normal(DENSE_DEVIATION));
      return net.linear(net.reshape(x, Shape.of(in)), weight, Optional.empty());
    };
  }

  /** The neurons, or {@code max(x, 0)}. */
  Value fire(NetworkBuilder net, Value x) {
    return neuron
        .map(model -> net.neuron(x, model))
        .orElseGet(() -> net.map(List.of(x), eq -> eq.emit(eq.input().max(0))));
  }

  /** What of it stays in training. */
  Value drop(NetworkBuilder net, Value x) {
    return net.dropout(x, dropout);
  }

  /** The mean of each two by two units. */
  static Value pool(NetworkBuilder net, Value x) {
    var window = new Window(2, 2, 0, 1);
    return net.averagePool2d(x, window, window);
  }
}
