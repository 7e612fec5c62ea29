package org.hillock.api.network;

import org.osgi.annotation.versioning.ConsumerType;

/** A part of a network. A component (kind {@code layer}). */
@ConsumerType
public interface Layer {

  /**
   * Adds this layer to a network.
   *
   * @param x what arrives
   * @return what leaves
   * @throws org.hillock.api.HillockException with {@code SHAPE_MISMATCH} if the layer cannot take
   *     the shape of {@code x}; the message says which shape it takes
   */
  Value define(NetworkBuilder net, Value x);
}
