package org.hillock.plugins.exporters;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/** NumPy's array format, version 1.0: magic, length of the header, header, elements. */
final class Npy {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;
  private static final int CHUNK = 1 << 14;

  private Npy() {}

  static void write(Tensor tensor, OutputStream out) throws IOException {
    var header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': %s, }".formatted(tuple(tensor.shape()));
    int before = MAGIC.length + Short.BYTES;
    int padded = Math.ceilDiv(before + header.length() + 1, ALIGNMENT) * ALIGNMENT - before;
    var text = header + " ".repeat(padded - header.length() - 1) + "\n";
    out.write(MAGIC);
    out.write(little(Short.BYTES).putShort((short) padded).array());
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    for (long from = 0, size = tensor.size(); from < size; from += CHUNK) {
      int count = (int) Math.min(CHUNK, size - from);
      var bytes = little(count * Float.BYTES);
      for (int i = 0; i < count; i++) {
        bytes.putFloat(tensor.get(from + i));
      }
      out.write(bytes.array());
    }
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** As Python writes it: {@code ()}, {@code (3,)}, {@code (3, 4)}. */
  private static String tuple(Shape shape) {
    var dims =
        Arrays.stream(shape.dims()).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    return "(" + dims + (shape.rank() == 1 ? ",)" : ")");
  }
}
