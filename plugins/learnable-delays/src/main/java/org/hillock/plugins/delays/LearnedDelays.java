package org.hillock.plugins.delays;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.hillock.api.network.Network;
import org.hillock.api.network.Parameter;
import org.hillock.api.tensor.Tensor;

/**
 * The learned delays of a layer.
 *
 * @param layer its place in the network
 * @param position within ± half of the window
 * @param sigma {@code [1]}, how far training spreads them
 */
record LearnedDelays(String layer, Parameter position, Tensor sigma) {

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
    return Optional.ofNullable(network.buffers().get(layer + "." + SIGMA))
        .map(sigma -> new LearnedDelays(layer, parameter, sigma));
  }

  /** The longest way of a position from the middle of its window: (K - 1)/2 steps. */
  double half() {
    return position.maximum();
  }

  /** The delays in steps, unrounded. */
  double[] delays() {
    return delays(position.value(), half());
  }

  /** Of positions the delays in steps, unrounded. */
  static double[] delays(Tensor positions, double half) {
    return LongStream.range(0, positions.size())
        .mapToDouble(i -> half - positions.get(i))
        .toArray();
  }
}
