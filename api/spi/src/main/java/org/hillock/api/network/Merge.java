package org.hillock.api.network;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A layer with several inputs, where branches of a network meet. A component (kind {@code layer});
 * an experiment names its inputs under {@code input}.
 */
@ConsumerType
public interface Merge extends Layer {

  /**
   * Adds this layer to a network.
   *
   * @param inputs what arrives, in the order in which it was named
   * @return what leaves
   * @throws org.hillock.api.HillockException with {@code SHAPE_MISMATCH} if the layer cannot take
   *     so many, or their shapes; the message says what it takes
   */
  Value define(NetworkBuilder net, List<Value> inputs);

  /** The layer in a place where one value arrives: in a list without names. */
  @Override
  default Value define(NetworkBuilder net, Value x) {
    return define(net, List.of(x));
  }
}
