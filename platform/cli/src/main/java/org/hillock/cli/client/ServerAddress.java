package org.hillock.cli.client;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/**
 * Which server to call, and how.
 *
 * @param host a name or address; IPv6 without brackets
 * @param tokenFile a file with the access token the server asks for
 * @param authority certificates (PEM) to trust instead of the system's
 * @param tls whether the connection is encrypted
 */
public record ServerAddress(
    String host, int port, Optional<Path> tokenFile, Optional<Path> authority, boolean tls) {

  /** The port a server listens on unless told otherwise. */
  public static final int STANDARD_PORT = 8670;

  /** A server on this machine that asks for no token. */
  public static ServerAddress local(int port) {
    return new ServerAddress("localhost", port, Optional.empty(), Optional.empty(), false);
  }

  /**
   * Reads {@code HOST}, {@code HOST:PORT} or either after {@code http://} or {@code https://}.
   * Without a scheme, a connection is encrypted unless it stays on this machine and no authority is
   * given.
   */
  public static ServerAddress parse(
      String text, Optional<Path> tokenFile, Optional<Path> authority) {
    var uri = URI.create("none:/");
    try {
      uri = URI.create(text.contains("://") ? text : "any://" + text);
    } catch (IllegalArgumentException _) {
      // Refused below with all else that names no host.
    }
    boolean known =
        Optional.ofNullable(uri.getScheme()).orElse("").matches("any|https?")
            && Optional.ofNullable(uri.getPath()).orElse("").isEmpty();
    if (uri.getHost() == null || !known) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s' is no server address; expected HOST:PORT, for example localhost:%d"
              .formatted(text, STANDARD_PORT));
    }
    var host = uri.getHost().replaceAll("[\\[\\]]", "");
    int port = uri.getPort() < 0 ? STANDARD_PORT : uri.getPort();
    boolean tls =
        switch (uri.getScheme()) {
          case "https" -> true;
          case "http" -> false;
          default -> authority.isPresent() || !isLoopback(host);
        };
    return new ServerAddress(host, port, tokenFile, authority, tls);
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.matches("[0-9.]+|.*:.*") && InetAddress.ofLiteral(host).isLoopbackAddress();
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
