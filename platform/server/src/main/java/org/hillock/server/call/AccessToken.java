package org.hillock.server.call;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.regex.Pattern;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/** A secret that clients must show, and who is known by it. Only its digest is kept. */
public final class AccessToken {

  private static final Pattern LINE =
      Pattern.compile("(?:(?<name>[A-Za-z0-9._@-]{1,100})\\s+)?(?<token>[!-~]{16,})");

  private final String name;
  private final byte[] digest;

  private AccessToken(String name, String token) {
    this.name = name;
    this.digest = digest(token);
  }

  /**
   * Reads tokens, a line each: the token, or a name and the token. Empty lines are passed over.
   *
   * @param standard the name of a token without one
   * @return at least one
   */
  public static List<AccessToken> read(Path file, String standard) {
    try {
      var lines = Files.readAllLines(file).stream().map(String::strip).filter(l -> !l.isEmpty());
      var tokens = lines.map(line -> parse(file, line, standard)).toList();
      return tokens.isEmpty() ? List.of(parse(file, "", standard)) : tokens;
    } catch (IOException e) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "the token file %s cannot be read: %s".formatted(file, e.getMessage()),
          e);
    }
  }

  private static AccessToken parse(Path file, String line, String standard) {
    var matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          ("each line of the token file %s must hold one word of at least 16 printable characters,"
                  + " or a name and such a word; 'openssl rand -hex 32' makes a good one")
              .formatted(file));
    }
    var named = matcher.group("name");
    return new AccessToken(named == null ? standard : named, matcher.group("token"));
  }

  /** Who is known by it. */
  String name() {
    return name;
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
