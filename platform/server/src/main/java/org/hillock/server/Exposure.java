package org.hillock.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.server.wire.Endpoint;

/** Decides whether a server may listen where it is told to. Whoever reaches it may run code. */
final class Exposure {

  private Exposure() {}

  /** The address to listen on, if that is safe. */
  static InetSocketAddress address(ServerConfig config) {
    var address = resolve(config.host());
    if (!address.isLoopbackAddress() && (config.tls().isEmpty() || config.tokenFile().isEmpty())) {
      throw wrong(
          "listening on %s lets others in: that needs a certificate with its key (TLS) and a token"
                  .formatted(config.host())
              + " file; without them only loopback (127.0.0.1) is allowed");
    }
    config.tls().ifPresent(Exposure::requireReadable);
    return new InetSocketAddress(address, config.port());
  }

  private static InetAddress resolve(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT, "'%s' is no address of this machine".formatted(host), e);
    }
  }

  private static void requireReadable(Endpoint.Tls tls) {
    requireReadable("certificate", tls.certificate());
    requireReadable("key", tls.key());
  }

  private static void requireReadable(String what, Path file) {
    if (!Files.isReadable(file)) {
      throw wrong("the %s file %s cannot be read".formatted(what, file));
    }
  }

  private static HillockException wrong(String message) {
    return new HillockException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
