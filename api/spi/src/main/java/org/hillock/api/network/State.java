package org.hillock.api.network;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What a network carries from one call to the next: membrane potentials, traces, last spikes. A new
 * sequence gets a new one; streaming passes the old one on. Implemented by the engine.
 */
@ProviderType
public interface State extends AutoCloseable {

  /** Back to the start of a sequence. */
  void reset();

  @Override
  void close();
}
