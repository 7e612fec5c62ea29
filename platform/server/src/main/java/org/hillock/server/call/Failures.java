package org.hillock.server.call;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.engine.spec.SpecException;
import org.hillock.lab.record.DeniedException;
import org.hillock.lab.record.LabException;
import org.hillock.proto.v1.ErrorReason;
import org.hillock.proto.v1.PluginServiceGrpc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what any error means to a client. Only this class does, whatever raised the error. */
public final class Failures {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /**
   * An error raised while a call was served.
   *
   * @param method the full name of the called method
   */
  public static Failure of(Throwable error, String method) {
    return switch (error) {
      case DeniedException denied ->
          of(Status.PERMISSION_DENIED.withDescription(denied.getMessage()), method);
      case HillockException known -> known(known, method);
      case StatusRuntimeException bare -> of(bare.getStatus(), method);
      case StatusException bare -> of(bare.getStatus(), method);
      case InvalidProtocolBufferException broken -> unreadable(broken, method);
      case OutOfMemoryError _ -> known(outOfMemory(), method);
      default -> {
        String incident = log(error, method);
        yield Failure.of(
            Status.Code.INTERNAL,
            ErrorReason.INTERNAL,
            "a fault of Hillock itself; the server's log has more under incident " + incident,
            Map.of("incident", incident),
            List.of());
      }
    };
  }

  /** A status that a library or a service closed a call with. */
  public static Failure of(Status status, String method) {
    if (status.getCode() == Status.Code.UNKNOWN && status.getCause() != null) {
      return of(status.getCause(), method);
    }
    String message = status.getDescription() == null ? "" : status.getDescription();
    return Failure.of(
        status.getCode(), reason(status.getCode()), Fitting.text(message), Map.of(), List.of());
  }

  /** The server has no such method. */
  public static Failure unknownMethod(String method) {
    return Failure.of(
        Status.Code.UNIMPLEMENTED,
        ErrorReason.UNIMPLEMENTED,
        Fitting.text("there is no method '%s'; server reflection lists all".formatted(method)),
        Map.of("method", Fitting.text(method)),
        List.of());
  }

  /** A message is larger than the server takes. */
  public static Failure messageTooLarge(int limit) {
    return Failure.of(
        Status.Code.RESOURCE_EXHAUSTED,
        ErrorReason.RESOURCE_EXHAUSTED,
        "the message is larger than the %d bytes this server takes; send less at a time"
            .formatted(limit),
        Map.of("resource", "message", "limit", Integer.toString(limit)),
        List.of());
  }

  /** The request names a host that this server does not answer for. */
  public static Failure foreignHost(String host) {
    return Failure.of(
        Status.Code.PERMISSION_DENIED,
        ErrorReason.PERMISSION_DENIED,
        Fitting.text(
            "this server answers for localhost only, not for '%s'; start it with a token to reach it"
                    .formatted(host)
                + " under other names"),
        Map.of(),
        List.of());
  }

  private static Failure known(HillockException error, String method) {
    var code = code(error.code(), method);
    var metadata = error instanceof LabException lab ? lab.details() : Map.<String, String>of();
    String message = error.getMessage();
    if (code == Status.Code.INTERNAL) {
      String incident = log(error, method);
      metadata = metadata.isEmpty() ? Map.of("incident", incident) : metadata;
      message += " (incident " + incident + ")";
    }
    var problems = Fitting.problems(problems(error));
    return Failure.of(
        code,
        ErrorReason.valueOf(error.code().name()),
        problems.isEmpty() ? Fitting.text(message) : Fitting.text(problems),
        metadata,
        problems);
  }

  private static Status.Code code(ErrorCode code, String method) {
    boolean sent = method.equals(PluginServiceGrpc.getInstallPluginMethod().getFullMethodName());
    return switch (code) {
      case INVALID_ARGUMENT, SHAPE_MISMATCH -> Status.Code.INVALID_ARGUMENT;
      case NOT_FOUND -> Status.Code.NOT_FOUND;
      case ALREADY_EXISTS -> Status.Code.ALREADY_EXISTS;
      case FAILED_PRECONDITION, DATA_UNAVAILABLE -> Status.Code.FAILED_PRECONDITION;
      case CORRUPT_FILE -> sent ? Status.Code.INVALID_ARGUMENT : Status.Code.DATA_LOSS;
      case PLUGIN_FAULT -> sent ? Status.Code.INVALID_ARGUMENT : Status.Code.INTERNAL;
      case RESOURCE_EXHAUSTED -> Status.Code.RESOURCE_EXHAUSTED;
      case CANCELLED -> Status.Code.CANCELLED;
      case DIVERGED, INTERNAL -> Status.Code.INTERNAL;
    };
  }

  private static List<FieldProblem> problems(HillockException error) {
    return switch (error) {
      case FieldException fields -> fields.problems();
      case SpecException spec ->
          spec.problems().stream()
              .map(p -> new FieldProblem(inSpec(p.path()), p.message()))
              .toList();
      default ->
          error.code() == ErrorCode.INVALID_ARGUMENT || error.code() == ErrorCode.SHAPE_MISMATCH
              ? List.of(new FieldProblem("", error.getMessage()))
              : List.of();
    };
  }

  private static String inSpec(String path) {
    return path.isEmpty() ? "spec" : "spec." + path;
  }

  private static Failure unreadable(InvalidProtocolBufferException error, String method) {
    String message = "the request is not what %s takes: %s".formatted(method, error.getMessage());
    return known(new FieldException("", message), method);
  }

  private static HillockException outOfMemory() {
    return new HillockException(
        ErrorCode.RESOURCE_EXHAUSTED,
        "the server's memory is used up; send less at a time or start it with more (-Xmx)");
  }

  private static ErrorReason reason(Status.Code code) {
    return switch (code) {
      case INVALID_ARGUMENT -> ErrorReason.INVALID_ARGUMENT;
      case NOT_FOUND -> ErrorReason.NOT_FOUND;
      case ALREADY_EXISTS -> ErrorReason.ALREADY_EXISTS;
      case FAILED_PRECONDITION, ABORTED -> ErrorReason.FAILED_PRECONDITION;
      case RESOURCE_EXHAUSTED -> ErrorReason.RESOURCE_EXHAUSTED;
      case CANCELLED, DEADLINE_EXCEEDED -> ErrorReason.CANCELLED;
      case OUT_OF_RANGE -> ErrorReason.EVENTS_EXPIRED;
      case DATA_LOSS -> ErrorReason.CORRUPT_FILE;
      case UNAUTHENTICATED -> ErrorReason.UNAUTHENTICATED;
      case PERMISSION_DENIED -> ErrorReason.PERMISSION_DENIED;
      case UNIMPLEMENTED -> ErrorReason.UNIMPLEMENTED;
      case UNAVAILABLE -> ErrorReason.UNAVAILABLE;
      case OK, UNKNOWN, INTERNAL -> ErrorReason.INTERNAL;
    };
  }

  private static String log(Throwable error, String method) {
    String incident = UUID.randomUUID().toString().substring(0, 8);
    LOG.error("incident {} in {}", incident, method, error);
    return incident;
  }
}
