package org.hillock.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hillock.server.wire.Endpoint;

/**
 * How a server is set up.
 *
 * @param host name or address to listen on; all but loopback needs TLS and a token
 * @param port 0 lets the system choose
 * @param tls empty for plain text
 * @param tokenFile a file with the token that clients must show; empty for none
 * @param maxUploadBytes the greatest plugin taken
 * @param maxMessageBytes the greatest message taken
 * @param drain how long calls at work may take when the server stops
 */
public record ServerConfig(
    String host,
    int port,
    Optional<Endpoint.Tls> tls,
    Optional<Path> tokenFile,
    long maxUploadBytes,
    int maxMessageBytes,
    Duration drain) {

  /** Plain text on loopback, for this machine alone. */
  public static ServerConfig loopback(int port) {
    return new ServerConfig(
        "127.0.0.1",
        port,
        Optional.empty(),
        Optional.empty(),
        64L << 20,
        32 << 20,
        Duration.ofSeconds(5));
  }

  /** The same on this address. */
  public ServerConfig withHost(String name) {
    return new ServerConfig(name, port, tls, tokenFile, maxUploadBytes, maxMessageBytes, drain);
  }

  /** The same with this certificate chain and key, both in PEM. */
  public ServerConfig withTls(Path certificate, Path key) {
    return new ServerConfig(
        host,
        port,
        Optional.of(new Endpoint.Tls(certificate, key)),
        tokenFile,
        maxUploadBytes,
        maxMessageBytes,
        drain);
  }

  /** The same with the token in this file. */
  public ServerConfig withTokenFile(Path file) {
    return new ServerConfig(
        host, port, tls, Optional.of(file), maxUploadBytes, maxMessageBytes, drain);
  }

  /** The same with this limit of uploads. */
  public ServerConfig withMaxUploadBytes(long bytes) {
    return new ServerConfig(host, port, tls, tokenFile, bytes, maxMessageBytes, drain);
  }
}
