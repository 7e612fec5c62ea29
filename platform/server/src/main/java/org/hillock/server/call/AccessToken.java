package org.hillock.server.call;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/** The secret that clients must show. Only its digest is kept. */
public final class AccessToken {

  private static final int SHORTEST = 16;

  private final byte[] digest;

  private AccessToken(String token) {
    digest = digest(token);
  }

  /** Reads the token from a file that holds nothing else. */
  public static AccessToken read(Path file) {
    String token;
    try {
      token = Files.readString(file).strip();
    } catch (IOException e) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "the token file %s cannot be read: %s".formatted(file, e.getMessage()),
          e);
    }
    if (token.length() < SHORTEST || !token.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "the token file %s must hold one word of at least %d printable characters;"
                  .formatted(file, SHORTEST)
              + " 'openssl rand -hex 32' makes a good one");
    }
    return new AccessToken(token);
  }

  /** Whether this is the token; takes the same time whatever is wrong with it. */
  boolean matches(String presented) {
    return MessageDigest.isEqual(digest, digest(presented));
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
