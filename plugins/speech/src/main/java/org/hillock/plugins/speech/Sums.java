package org.hillock.plugins.speech;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over several things, each with its length before it. */
final class Sums {

  private Sums() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Of a text, lower-case hexadecimal. */
  static String hex(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  static void update(MessageDigest sum, byte[] bytes) {
    sum.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    sum.update(bytes);
  }

  static void update(MessageDigest sum, String text) {
    update(sum, text.getBytes(StandardCharsets.UTF_8));
  }

  static void update(MessageDigest sum, int[] values) {
    var bytes = ByteBuffer.allocate((values.length + 1) * Integer.BYTES);
    bytes.asIntBuffer().put(values.length).put(values);
    sum.update(bytes);
  }
}
