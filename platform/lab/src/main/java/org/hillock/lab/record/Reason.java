package org.hillock.lab.record;

import org.hillock.api.ErrorCode;

/** Why a request or a run failed; finer than {@link ErrorCode}. The names are stable. */
public enum Reason {
  ARGUMENT_INVALID(ErrorCode.INVALID_ARGUMENT),
  SPEC_INVALID(ErrorCode.INVALID_ARGUMENT),
  PLUGIN_INVALID(ErrorCode.PLUGIN_FAULT),
  CHECKSUM_MISMATCH(ErrorCode.INVALID_ARGUMENT),
  RESOURCE_NOT_FOUND(ErrorCode.NOT_FOUND),
  RESOURCE_EXISTS(ErrorCode.ALREADY_EXISTS),
  REQUEST_ID_REUSED(ErrorCode.ALREADY_EXISTS),
  EXPERIMENT_HAS_RUNS(ErrorCode.FAILED_PRECONDITION),
  RUN_NOT_FINISHED(ErrorCode.FAILED_PRECONDITION),
  MODEL_NOT_READY(ErrorCode.FAILED_PRECONDITION),
  DATA_SET_MISSING(ErrorCode.DATA_UNAVAILABLE),
  CHECKPOINT_CORRUPT(ErrorCode.CORRUPT_FILE),
  UPLOAD_TOO_LARGE(ErrorCode.RESOURCE_EXHAUSTED),
  DISK_FULL(ErrorCode.RESOURCE_EXHAUSTED),
  QUEUE_FULL(ErrorCode.RESOURCE_EXHAUSTED),
  OUT_OF_MEMORY(ErrorCode.RESOURCE_EXHAUSTED),
  SHUTTING_DOWN(ErrorCode.FAILED_PRECONDITION),
  PLUGIN_FAULT(ErrorCode.PLUGIN_FAULT),
  /** The worker process ended without a result. */
  WORKER_DIED(ErrorCode.INTERNAL),
  /** The server stopped while the run was at work. */
  SERVER_STOPPED(ErrorCode.INTERNAL),
  INTERNAL_FAULT(ErrorCode.INTERNAL),
  RUN_DIVERGED(ErrorCode.DIVERGED);

  private final ErrorCode code;

  Reason(ErrorCode code) {
    this.code = code;
  }

  /** The kind of error it belongs to. */
  public ErrorCode code() {
    return code;
  }

  /** The reason that an error speaks of: its own, or the one its code stands for. */
  public static Reason of(Throwable error) {
    return switch (error) {
      case LabException lab -> lab.reason();
      case org.hillock.api.HillockException hillock -> of(hillock.code());
      case OutOfMemoryError _ -> OUT_OF_MEMORY;
      default -> INTERNAL_FAULT;
    };
  }

  private static Reason of(ErrorCode code) {
    return switch (code) {
      case INVALID_ARGUMENT, SHAPE_MISMATCH -> SPEC_INVALID;
      case NOT_FOUND -> RESOURCE_NOT_FOUND;
      case ALREADY_EXISTS -> RESOURCE_EXISTS;
      case FAILED_PRECONDITION -> RUN_NOT_FINISHED;
      case DATA_UNAVAILABLE -> DATA_SET_MISSING;
      case CORRUPT_FILE -> CHECKPOINT_CORRUPT;
      case PLUGIN_FAULT -> PLUGIN_FAULT;
      case DIVERGED -> RUN_DIVERGED;
      case RESOURCE_EXHAUSTED -> OUT_OF_MEMORY;
      case CANCELLED, INTERNAL -> INTERNAL_FAULT;
    };
  }
}
