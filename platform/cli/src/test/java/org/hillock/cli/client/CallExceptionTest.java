package org.hillock.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.net.ConnectException;
import org.hillock.proto.v1.ErrorReason;
import org.junit.jupiter.api.Test;

class CallExceptionTest {

  private static final ServerAddress ADDRESS = ServerAddress.local(9);

  private static CallException refused(BadRequest problems) {
    var status =
        com.google.rpc.Status.newBuilder()
            .setCode(Status.Code.INVALID_ARGUMENT.value())
            .addDetails(Any.pack(ErrorInfo.newBuilder().setReason("SHAPE_MISMATCH").build()))
            .addDetails(Any.pack(problems))
            .build();
    return CallException.of(StatusProto.toStatusRuntimeException(status), ADDRESS);
  }

  private static BadRequest.FieldViolation violation(String field, String text) {
    return BadRequest.FieldViolation.newBuilder().setField(field).setDescription(text).build();
  }

  @Test
  void everyProblemHasALineWithItsPathInTheFile() {
    var error =
        refused(
            BadRequest.newBuilder()
                .addFieldViolations(violation("spec.network[2].tau", "too small"))
                .addFieldViolations(violation("spec.sed", "unknown; did you mean seed?"))
                .build());
    assertEquals(ErrorReason.SHAPE_MISMATCH, error.reason());
    assertEquals(
        "2 problems:\n  network[2].tau: too small\n  sed: unknown; did you mean seed?",
        error.getMessage());
  }

  @Test
  void noServerMeansAdvice() {
    var status = Status.UNAVAILABLE.withDescription("io exception");
    var error =
        CallException.of(
            status
                .withCause(
                    new ConnectException(
                        "finishConnect(..) failed with error(-111): Connection refused"))
                .asRuntimeException(),
            ADDRESS);
    assertEquals(ErrorReason.UNAVAILABLE, error.reason());
    assertTrue(error.getMessage().contains("(Connection refused)"), error.getMessage());
    assertTrue(error.getMessage().contains("hillock serve"), error.getMessage());
  }

  @Test
  void aLateAnswerIsNotTakenForNoServer() {
    var late =
        Status.DEADLINE_EXCEEDED.withDescription("CallOptions deadline exceeded after 120 s");
    var error = CallException.of(late.asRuntimeException(), ADDRESS);
    assertEquals(ErrorReason.UNAVAILABLE, error.reason());
    assertEquals(
        "the Hillock server at localhost:9 did not answer in time; 'hillock runs' shows what came"
            + " of it",
        error.getMessage());
  }
}
