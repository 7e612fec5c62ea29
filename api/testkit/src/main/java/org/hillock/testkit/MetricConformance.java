package org.hillock.testkit;

import org.hillock.api.metric.Metric;

/** Conformance of metrics: figures, and measurements side by side. */
public abstract class MetricConformance extends ComponentConformance<Metric> {

  /** Checks what {@link #components()} names. */
  protected MetricConformance() {
    super(MetricChecks.SUITE);
  }
}
