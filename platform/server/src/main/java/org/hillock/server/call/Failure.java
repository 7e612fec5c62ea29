package org.hillock.server.call;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import java.util.List;
import java.util.Map;
import org.hillock.proto.v1.ErrorReason;

/**
 * A failed call as its client sees it: a canonical code, a message for people, one ErrorInfo and,
 * if fields are wrong, one BadRequest.
 *
 * @param details the {@code google.rpc.Status} with all of it
 */
public record Failure(com.google.rpc.Status details) {

  /** The trailer that carries the details. */
  public static final Metadata.Key<com.google.rpc.Status> DETAILS =
      Metadata.Key.of(
          "grpc-status-details-bin",
          ProtoUtils.metadataMarshaller(com.google.rpc.Status.getDefaultInstance()));

  private static final String DOMAIN = "hillock";

  static Failure of(
      Status.Code code,
      ErrorReason reason,
      String message,
      Map<String, String> metadata,
      List<FieldProblem> problems) {
    var info =
        ErrorInfo.newBuilder()
            .setDomain(DOMAIN)
            .setReason(reason.name())
            .putAllMetadata(metadata)
            .build();
    var status = com.google.rpc.Status.newBuilder().setCode(code.value()).setMessage(message);
    status.addDetails(Any.pack(info));
    if (!problems.isEmpty()) {
      status.addDetails(Any.pack(badRequest(problems)));
    }
    return new Failure(status.build());
  }

  private static BadRequest badRequest(List<FieldProblem> problems) {
    var request = BadRequest.newBuilder();
    problems.forEach(
        problem ->
            request
                .addFieldViolationsBuilder()
                .setField(problem.field())
                .setDescription(problem.message()));
    return request.build();
  }

  /** Code and message. */
  public Status status() {
    return Status.fromCodeValue(details.getCode()).withDescription(details.getMessage());
  }

  /** Puts the details into trailers. */
  void into(Metadata trailers) {
    trailers.discardAll(DETAILS);
    trailers.put(DETAILS, details);
  }
}
