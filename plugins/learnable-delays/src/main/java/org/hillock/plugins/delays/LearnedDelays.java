package org.hillock.plugins.delays;

import java.util.List;
import java.util.Optional;
import org.hillock.api.network.Network;
import org.hillock.api.network.Parameter;
import org.hillock.api.tensor.Tensor;

/**
 * The learned delays of a layer.
 *
 * @param layer its place in the network
 * @param weight {@code [M][in][out]}
 * @param position as weight, or with a 1 for an axis along which they are shared; within ± half of
 *     the window
 * @param sigma {@code [1]}, how far training spreads them
 */
record LearnedDelays(String layer, Tensor weight, Parameter position, Tensor sigma) {

  static final String WEIGHT = "weight";
  static final String POSITION = "position";
  static final String SIGMA = "sigma";

  /** Those of every layer that has some, in order. */
  static List<LearnedDelays> of(Network network) {
    return network.parameters().stream().flatMap(p -> of(network, p).stream()).toList();
  }

  private static Optional<LearnedDelays> of(Network network, Parameter parameter) {
    var name = parameter.name();
    if (!name.endsWith("." + POSITION)) {
      return Optional.empty();
    }
    var layer = name.substring(0, name.length() - POSITION.length() - 1);
    return network.parameters().stream()
        .filter(other -> other.name().equals(layer + "." + WEIGHT))
        .findFirst()
        .flatMap(
            weight ->
                Optional.ofNullable(network.buffers().get(layer + "." + SIGMA))
                    .map(sigma -> new LearnedDelays(layer, weight.value(), parameter, sigma)));
  }

  /** The longest way of a position from the middle of its window: (K - 1)/2 steps. */
  double half() {
    return position.maximum();
  }

  /** How many steps a synapse reaches back: K. */
  int window() {
    return 2 * (int) half() + 1;
  }

  /** The delay, in whole steps, of a position by its place in the tensor. */
  int delay(long at) {
    return (int) (half() - Math.rint(position.value().get(at)));
  }

  /** The delay, in whole steps, of a synapse. */
  int delay(int m, int in, int out) {
    var shape = position.value().shape();
    long row = (long) m * shape.dim(1) + (shape.dim(1) == 1 ? 0 : in);
    return delay(row * shape.dim(2) + (shape.dim(2) == 1 ? 0 : out));
  }

  /** The weight of a synapse. */
  double weight(int m, int in, int out) {
    var shape = weight.shape();
    return weight.get(((long) m * shape.dim(1) + in) * shape.dim(2) + out);
  }
}
