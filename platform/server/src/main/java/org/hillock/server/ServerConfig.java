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
 * @param tokenFile a file with the tokens of which clients must show one; empty for none
 * @param pluginTokenFile a file with the tokens of which whoever changes plugins must show one; if
 *     empty, only clients on this machine may change them
 * @param maxMessageBytes the greatest message taken
 * @param drain how long calls at work may take when the server stops
 */
public record ServerConfig(
    String host,
    int port,
    Optional<Endpoint.Tls> tls,
    Optional<Path> tokenFile,
    Optional<Path> pluginTokenFile,
    int maxMessageBytes,
    Duration drain) {

  /** Plain text on loopback, for this machine alone. */
  public static ServerConfig loopback(int port) {
    return new ServerConfig(
        "127.0.0.1",
        port,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        32 << 20,
        Duration.ofSeconds(5));
  }

  /** The same on this address. */
  public ServerConfig withHost(String name) {
    return new ServerConfig(name, port, tls, tokenFile, pluginTokenFile, maxMessageBytes, drain);
  }

  /** The same with this certificate chain and key, both in PEM. */
  public ServerConfig withTls(Path certificate, Path key) {
    return new ServerConfig(
        host,
        port,
        Optional.of(new Endpoint.Tls(certificate, key)),
        tokenFile,
        pluginTokenFile,
        maxMessageBytes,
        drain);
  }

  /** The same with the token in this file. */
  public ServerConfig withTokenFile(Path file) {
    return new ServerConfig(
        host, port, tls, Optional.of(file), pluginTokenFile, maxMessageBytes, drain);
  }

  /** The same with the tokens for changing plugins in this file. */
  public ServerConfig withPluginTokenFile(Path file) {
    return new ServerConfig(host, port, tls, tokenFile, Optional.of(file), maxMessageBytes, drain);
  }
}
