package org.hillock.testkit;

import org.hillock.api.equations.Surrogate;

/** Conformance of surrogates: slopes against central differences of their smooth functions. */
public abstract class SurrogateConformance extends ComponentConformance<Surrogate> {

  /** Checks what {@link #components()} names. */
  protected SurrogateConformance() {
    super(SurrogateChecks.SUITE);
  }
}
