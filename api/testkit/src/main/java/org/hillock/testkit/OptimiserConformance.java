package org.hillock.testkit;

import org.hillock.api.train.Optimiser;

/** Conformance of optimisers: descent, bits, resumption. */
public abstract class OptimiserConformance extends ComponentConformance<Optimiser> {

  /** Checks what {@link #components()} names. */
  protected OptimiserConformance() {
    super(OptimiserChecks.SUITE);
  }
}
