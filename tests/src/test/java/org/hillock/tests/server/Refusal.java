package org.hillock.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/**
 * A call that the server refused.
 *
 * @param message for people
 * @param metadata for programs
 * @param fields the fields that are wrong
 */
record Refusal(String message, Map<String, String> metadata, List<String> fields) {

  /** Makes a call that must be refused with this code and this reason. */
  static Refusal of(Status.Code code, String reason, Executable call) {
    return of(code, reason, assertThrows(StatusRuntimeException.class, call));
  }

  static Refusal of(Status.Code code, String reason, StatusRuntimeException error) {
    assertEquals(code, error.getStatus().getCode(), error::getMessage);
    var infos = details(error, ErrorInfo.class);
    assertEquals(1, infos.size(), error::getMessage);
    assertEquals("hillock", infos.getFirst().getDomain());
    assertEquals(reason, infos.getFirst().getReason(), error::getMessage);
    var fields =
        details(error, BadRequest.class).stream()
            .flatMap(request -> request.getFieldViolationsList().stream())
            .map(BadRequest.FieldViolation::getField)
            .toList();
    return new Refusal(
        error.getStatus().getDescription(), infos.getFirst().getMetadataMap(), fields);
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
