package org.hillock.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/** What a gRPC client sees of a failed call. */
public final class Errors {

  private Errors() {}

  /** The error that a call ends with. */
  public static StatusRuntimeException of(Executable call) {
    return Assertions.assertThrows(StatusRuntimeException.class, call);
  }

  /** The one ErrorInfo, after its code, domain and reason were found to be these. */
  public static ErrorInfo info(StatusRuntimeException error, Status.Code code, String reason) {
    assertEquals(code, error.getStatus().getCode(), error::getMessage);
    var infos = details(error, ErrorInfo.class);
    assertEquals(1, infos.size(), error::getMessage);
    assertEquals("hillock", infos.getFirst().getDomain());
    assertEquals(reason, infos.getFirst().getReason());
    return infos.getFirst();
  }

  /** The fields that are wrong. */
  public static List<String> fields(StatusRuntimeException error) {
    return details(error, BadRequest.class).stream()
        .flatMap(request -> request.getFieldViolationsList().stream())
        .map(BadRequest.FieldViolation::getField)
        .toList();
  }

  private static <M extends Message> List<M> details(StatusRuntimeException error, Class<M> type) {
    return StatusProto.fromThrowable(error).getDetailsList().stream()
        .filter(any -> any.is(type))
        .map(
            any -> {
              try {
                return any.unpack(type);
              } catch (InvalidProtocolBufferException e) {
                throw new AssertionError(e);
              }
            })
        .toList();
  }
}
