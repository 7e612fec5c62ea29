package org.hillock.testkit;

import org.hillock.api.result.Exporter;

/** Conformance of exporters: files, the same when written again. */
public abstract class ExporterConformance extends ComponentConformance<Exporter> {

  /** Checks what {@link #components()} names. */
  protected ExporterConformance() {
    super(ExporterChecks.SUITE);
  }
}
