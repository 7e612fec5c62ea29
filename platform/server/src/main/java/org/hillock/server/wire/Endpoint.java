package org.hillock.server.wire;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where and how to listen.
 *
 * @param address port 0 lets the system choose
 * @param tls empty for plain text
 * @param anyHost whether requests may name any host; otherwise only loopback ones, lest a web page
 *     reaches the server under a name of its own
 * @param maxMessageBytes the greatest message taken
 * @param drain how long calls at work may take when the port is closed
 */
public record Endpoint(
    InetSocketAddress address,
    Optional<Tls> tls,
    boolean anyHost,
    int maxMessageBytes,
    Duration drain) {

  /**
   * What proves the server's identity.
   *
   * @param certificate X.509 chain in PEM
   * @param key its private key in PEM (PKCS #8), not encrypted
   */
  public record Tls(Path certificate, Path key) {}
}
