package org.hillock.testkit;

import org.hillock.api.network.NeuronModel;

/**
 * Conformance of neurons: gradients against central differences in double precision, spikes, state,
 * streaming, bits, checkpoints.
 */
public abstract class NeuronConformance extends ComponentConformance<NeuronModel> {

  /** Checks what {@link #components()} names. */
  protected NeuronConformance() {
    super(NeuronChecks.SUITE);
  }
}
