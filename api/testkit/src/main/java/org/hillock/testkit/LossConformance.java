package org.hillock.testkit;

import org.hillock.api.train.Loss;

/** Conformance of losses: gradients against central differences, means, scores. */
public abstract class LossConformance extends ComponentConformance<Loss> {

  /** Checks what {@link #components()} names. */
  protected LossConformance() {
    super(LossChecks.SUITE);
  }
}
