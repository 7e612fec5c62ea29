package org.hillock.plugins.datasets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.hillock.api.data.Split;

/** SHA-256 over content and split. */
final class Checksums {

  private Checksums() {}

  /** Of what is put in, in lower-case hexadecimal. */
  static String of(Consumer<MessageDigest> content) {
    try {
      var sum = MessageDigest.getInstance("SHA-256");
      content.accept(sum);
      return HexFormat.of().formatHex(sum.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static void put(MessageDigest sum, String text) {
    sum.update(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Puts their number in, then the values. */
  static void put(MessageDigest sum, int[] values) {
    var bytes = ByteBuffer.allocate((values.length + 1) * Integer.BYTES);
    bytes.asIntBuffer().put(values.length).put(values);
    sum.update(bytes);
  }

  static void put(MessageDigest sum, Partition partition) {
    for (var split : Split.values()) {
      put(sum, partition.rows(split));
    }
  }
}
