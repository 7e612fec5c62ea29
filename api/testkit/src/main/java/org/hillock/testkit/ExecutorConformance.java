package org.hillock.testkit;

import org.hillock.api.execute.RunExecutor;

/** Conformance of executors: figures, and measurements side by side. */
public abstract class ExecutorConformance extends ComponentConformance<RunExecutor> {

  /** Checks what {@link #components()} names. */
  protected ExecutorConformance() {
    super(MetricChecks.SUITE);
  }
}
