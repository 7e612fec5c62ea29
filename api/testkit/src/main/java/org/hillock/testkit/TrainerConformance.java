package org.hillock.testkit;

import org.hillock.api.train.Trainer;

/** Conformance of trainers: learning, bits, resumption and cancelling on a small task. */
public abstract class TrainerConformance extends ComponentConformance<Trainer> {

  /** Checks what {@link #components()} names. */
  protected TrainerConformance() {
    super(TrainerChecks.SUITE);
  }
}
