package org.hillock.lab.record;

import java.util.List;

/**
 * Why a run failed.
 *
 * @param reason which kind of failure
 * @param message what happened, where, and what to do
 * @param logTail the last lines of the worker's log, oldest first
 */
public record RunError(Reason reason, String message, List<String> logTail) {

  public RunError {
    logTail = List.copyOf(logTail);
  }
}
