package org.hillock.testkit;

import org.hillock.api.execute.RunExecutor;

/** Conformance of executors: what they put before a worker's command. */
public abstract class ExecutorConformance extends ComponentConformance<RunExecutor> {

  /** Checks what {@link #components()} names. */
  protected ExecutorConformance() {
    super(ExecutorChecks.SUITE);
  }
}
