package org.hillock.server.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.hillock.proto.v1.Tensor;
import org.hillock.server.call.FieldException;
import org.junit.jupiter.api.Test;

final class ModelMessagesTest {

  @Test
  void readsValuesInBothForms() {
    var bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(1.5f).putFloat(-2f);
    var shape = Tensor.newBuilder().addShape(1).addShape(2);
    var raw = shape.clone().setRawValues(ByteString.copyFrom(bytes.flip())).build();
    var typed = shape.clone().addValues(1.5f).addValues(-2f).build();
    assertArrayEquals(new float[] {1.5f, -2f}, ModelMessages.values("input", raw));
    assertArrayEquals(new float[] {1.5f, -2f}, ModelMessages.values("input", typed));
  }

  @Test
  void refusesAShapeThatHoldsAnotherNumber() {
    refused(
        "input: has 1 values, its shape [2, 3] holds 6",
        Tensor.newBuilder().addShape(2).addShape(3).addValues(1).build());
  }

  @Test
  void refusesLengthsBelowOneAndShapesThatOverflow() {
    refused(
        "input.shape: must be lengths of at least 1, batch first; is [0, 3]",
        Tensor.newBuilder().addShape(0).addShape(3).build());
    refused(
        "input.shape: is too large: [4611686018427387904, 4]",
        Tensor.newBuilder().addAllShape(List.of(1L << 62, 4L)).build());
  }

  @Test
  void refusesBothFormsAtOnceAndHalfAFloat() {
    refused(
        "input: has both values and raw_values; give one of them",
        Tensor.newBuilder()
            .addShape(1)
            .addValues(1)
            .setRawValues(ByteString.copyFrom(new byte[4]))
            .build());
    refused(
        "input.raw_values: has 3 bytes, no multiple of 4",
        Tensor.newBuilder().addShape(1).setRawValues(ByteString.copyFrom(new byte[3])).build());
  }

  private static void refused(String message, Tensor tensor) {
    var error = assertThrows(FieldException.class, () -> ModelMessages.values("input", tensor));
    assertEquals(message, error.getMessage());
  }
}
