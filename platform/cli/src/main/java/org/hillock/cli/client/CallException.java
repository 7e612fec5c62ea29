package org.hillock.cli.client;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hillock.proto.v1.ErrorReason;

/** A call that failed, told so that a person can do something about it. */
public final class CallException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final String SPEC = "spec.";

  private final ErrorReason reason;

  private CallException(ErrorReason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** What a failed call to this server means. */
  public static CallException of(StatusRuntimeException error, ServerAddress address) {
    var details =
        Optional.ofNullable(StatusProto.fromThrowable(error))
            .map(com.google.rpc.Status::getDetailsList)
            .orElse(List.of());
    var reason =
        detail(details, ErrorInfo.class)
            .map(info -> reason(info.getReason()))
            .orElseGet(() -> reason(error.getStatus()));
    var problems =
        detail(details, BadRequest.class).map(BadRequest::getFieldViolationsList).orElse(List.of());
    return new CallException(
        reason,
        problems.isEmpty() ? message(reason, error.getStatus(), address) : list(problems),
        error);
  }

  /** What went wrong; {@code UNAVAILABLE} if the server was not reached. */
  public ErrorReason reason() {
    return reason;
  }

  private static <T extends com.google.protobuf.Message> Optional<T> detail(
      List<com.google.protobuf.Any> details, Class<T> type) {
    return details.stream()
        .filter(any -> any.is(type))
        .findFirst()
        .map(
            any -> {
              try {
                return any.unpack(type);
              } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("the server's error cannot be read", e);
              }
            });
  }

  private static ErrorReason reason(String name) {
    try {
      return ErrorReason.valueOf(name);
    } catch (IllegalArgumentException _) {
      return ErrorReason.ERROR_REASON_UNSPECIFIED;
    }
  }

  /** Without a reason from the server, the answer is not its own. */
  private static ErrorReason reason(Status status) {
    return switch (status.getCode()) {
      case UNAUTHENTICATED -> ErrorReason.UNAUTHENTICATED;
      case PERMISSION_DENIED -> ErrorReason.PERMISSION_DENIED;
      case CANCELLED -> ErrorReason.CANCELLED;
      default -> ErrorReason.UNAVAILABLE;
    };
  }

  private static String message(ErrorReason reason, Status status, ServerAddress address) {
    var said = Optional.ofNullable(status.getDescription()).orElse(status.getCode().name());
    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
      return "the Hillock server at %s did not answer in time; 'hillock runs' shows what came of it"
          .formatted(address);
    }
    return switch (reason) {
      case UNAVAILABLE ->
          "no Hillock server answers at %s (%s); start one with 'hillock serve', or name another"
                  .formatted(address, cause(status).orElse(said))
              + " with --server";
      case UNAUTHENTICATED -> said + "; give the server's token with --token-file";
      default -> said;
    };
  }

  /** What the network said; gRPC's own text is "io exception". */
  private static Optional<String> cause(Status status) {
    var deepest = status.getCause();
    while (deepest != null && deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return Optional.ofNullable(deepest)
        .map(Throwable::getMessage)
        .map(text -> text.lines().findFirst().orElse("").replaceAll(".*error\\(.*?\\): ", ""));
  }

  private static String list(List<BadRequest.FieldViolation> problems) {
    var lines =
        problems.stream()
            .map(
                problem ->
                    problem.getField().isEmpty()
                        ? problem.getDescription()
                        : path(problem.getField()) + ": " + problem.getDescription())
            .toList();
    return lines.size() == 1
        ? lines.getFirst()
        : lines.stream().collect(Collectors.joining("\n  ", lines.size() + " problems:\n  ", ""));
  }

  /** As it stands in the file. */
  private static String path(String field) {
    return field.startsWith(SPEC) ? field.substring(SPEC.length()) : field;
  }
}
