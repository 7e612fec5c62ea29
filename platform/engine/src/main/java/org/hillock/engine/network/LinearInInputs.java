package org.hillock.engine.network;

import org.hillock.api.network.Operation;

/**
 * An operation that is linear in its inputs, of which none is a parameter: its backward pass reads
 * neither what it took nor what it made.
 */
interface LinearInInputs extends Operation {

  @Override
  default boolean backwardReadsInput(int input) {
    return false;
  }

  @Override
  default boolean backwardReadsOutput() {
    return false;
  }
}
