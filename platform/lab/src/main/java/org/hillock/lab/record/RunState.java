package org.hillock.lab.record;

/** Where a run is in its life. */
public enum RunState {
  /** Waits for a free worker. */
  QUEUED,
  /** Its worker process is being started. */
  STARTING,
  /** At work. */
  RUNNING,
  /** Ended with a result. */
  SUCCEEDED,
  /** Ended by an error. */
  FAILED,
  /** Ended on request. */
  CANCELLED;

  /** Whether a run in this state never changes again. */
  public boolean isFinal() {
    return this == SUCCEEDED || this == FAILED || this == CANCELLED;
  }
}
