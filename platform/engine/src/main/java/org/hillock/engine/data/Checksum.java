package org.hillock.engine.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Checksums of files, in lower-case hexadecimal. */
final class Checksum {

  private static final int MD5_DIGITS = 32;

  private Checksum() {}

  /** SHA-256. */
  static String of(Path file) throws IOException {
    return of(file, "SHA-256");
  }

  /** That of the kind of another: MD5 if it has 32 digits, else SHA-256. */
  static String like(String other, Path file) throws IOException {
    return of(file, other.length() == MD5_DIGITS ? "MD5" : "SHA-256");
  }

  private static String of(Path file, String algorithm) throws IOException {
    try (var sum =
        new DigestOutputStream(
            OutputStream.nullOutputStream(), MessageDigest.getInstance(algorithm))) {
      Files.copy(file, sum);
      return HexFormat.of().formatHex(sum.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
