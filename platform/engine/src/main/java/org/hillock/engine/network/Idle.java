package org.hillock.engine.network;

import org.hillock.api.network.Operation;

/** Does nothing. */
enum Idle implements Operation.Kernel {
  KERNEL;

  @Override
  public void forward() {}

  @Override
  public void backward() {}
}
