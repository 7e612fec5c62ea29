package org.hillock.cli.command;

import io.grpc.StatusRuntimeException;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.cli.client.CallException;
import org.hillock.proto.v1.ErrorReason;

/** What the process's exit code means. */
public final class ExitCode {

  /** All was done. */
  public static final int OK = 0;

  /** The run failed or was cancelled. */
  public static final int RUN_ENDED = 1;

  /** The command line, the spec or a file is wrong, or the request was refused. */
  public static final int REFUSED = 2;

  /** The server does not answer, or does not let in. */
  public static final int UNREACHABLE = 3;

  /** A data set is missing, or memory or disk is used up. */
  public static final int MISSING = 4;

  /** A fault of Hillock itself. */
  public static final int FAULT = 70;

  private ExitCode() {}

  /** The exit code for an error. */
  static int of(Throwable error) {
    return switch (error) {
      case CallException call -> of(call.reason());
      case HillockException known -> of(reason(known.code()));
      case StatusRuntimeException _ -> UNREACHABLE;
      default -> FAULT;
    };
  }

  private static ErrorReason reason(ErrorCode code) {
    return ErrorReason.valueOf(code.name());
  }

  /** The exit code when a run ended with this reason is always {@link #RUN_ENDED}. */
  private static int of(ErrorReason reason) {
    return switch (reason) {
      case INVALID_ARGUMENT,
          SHAPE_MISMATCH,
          NOT_FOUND,
          ALREADY_EXISTS,
          FAILED_PRECONDITION,
          CORRUPT_FILE,
          PLUGIN_FAULT,
          EVENTS_EXPIRED,
          UNIMPLEMENTED ->
          REFUSED;
      case DIVERGED, CANCELLED, WORKER_DIED -> RUN_ENDED;
      case DATA_UNAVAILABLE, RESOURCE_EXHAUSTED -> MISSING;
      case UNAVAILABLE, UNAUTHENTICATED, PERMISSION_DENIED -> UNREACHABLE;
      case INTERNAL, ERROR_REASON_UNSPECIFIED, UNRECOGNIZED -> FAULT;
    };
  }
}
