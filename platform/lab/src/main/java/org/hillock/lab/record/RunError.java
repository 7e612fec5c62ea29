package org.hillock.lab.record;

import java.util.List;
import org.hillock.api.ErrorCode;

/**
 * Why a run failed.
 *
 * @param reason the name of an {@link ErrorCode}, or {@link #WORKER_DIED}
 * @param message what happened, where, and what to do
 * @param logTail the last lines of the worker's log, oldest first
 */
public record RunError(String reason, String message, List<String> logTail) {

  /** The worker process ended without a result. */
  public static final String WORKER_DIED = "WORKER_DIED";

  public RunError {
    logTail = List.copyOf(logTail);
  }

  /** An error without a log. */
  public static RunError of(ErrorCode code, String message) {
    return new RunError(code.name(), message, List.of());
  }
}
