package org.hillock.testkit;

import org.hillock.api.result.ReportSection;

/** Conformance of report sections: titles, captions, numbers. */
public abstract class ReportConformance extends ComponentConformance<ReportSection> {

  /** Checks what {@link #components()} names. */
  protected ReportConformance() {
    super(ReportChecks.SUITE);
  }
}
