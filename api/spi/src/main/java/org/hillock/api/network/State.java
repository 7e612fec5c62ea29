package org.hillock.api.network;

import java.util.Map;
import org.hillock.api.tensor.Tensor;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a network carries from one call to the next: membrane potentials, traces, last spikes. A new
 * sequence gets a new one; streaming passes the old one on. Implemented by the engine.
 */
@ProviderType
public interface State extends AutoCloseable {

  /** Back to the start of a sequence. */
  void reset();

  /**
   * What a layer carries, by name, as its equations call it: {@code [B][features…]}, as the last
   * forward pass left it. Empty for a layer that carries nothing.
   *
   * @throws org.hillock.api.HillockException with {@code FAILED_PRECONDITION} before the first
   *     forward pass with this state
   */
  Map<String, Tensor> values(LayerInfo layer);

  @Override
  void close();
}
