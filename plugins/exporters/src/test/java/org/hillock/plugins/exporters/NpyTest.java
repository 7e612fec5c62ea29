package org.hillock.plugins.exporters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.junit.jupiter.api.Test;

class NpyTest {

  private static byte[] written(Shape shape, float... values) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var tensor = Tensor.of(arena.allocate(values.length * Float.BYTES, 64), shape);
      tensor.copyFrom(values);
      var out = new ByteArrayOutputStream();
      Npy.write(tensor, out);
      return out.toByteArray();
    }
  }

  /** Byte for byte what numpy 1.24 writes for {@code numpy.array([[1, 2, 3]], '<f4')}. */
  @Test
  void writesWhatNumPyWrites() throws IOException {
    var bytes = written(Shape.of(1, 3), 1, 2, 3);
    var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3), }";
    assertEquals(128 + 12, bytes.length);
    assertArrayEquals(
        new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0}, Arrays.copyOf(bytes, 10));
    var text = new String(bytes, 10, 118, StandardCharsets.US_ASCII);
    assertEquals(header + " ".repeat(117 - header.length()) + "\n", text);
    var values = ByteBuffer.wrap(bytes, 128, 12).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(1, values.getFloat());
    assertEquals(2, values.getFloat());
    assertEquals(3, values.getFloat());
  }

  @Test
  void aVectorAndASingleNumberHavePythonsTuples() throws IOException {
    assertEquals("(3,)", shape(written(Shape.of(3), 1, 2, 3)));
    assertEquals("()", shape(written(Shape.of(), 1)));
  }

  private static String shape(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.US_ASCII);
    return text.substring(text.indexOf('('), text.indexOf(')') + 1);
  }
}
