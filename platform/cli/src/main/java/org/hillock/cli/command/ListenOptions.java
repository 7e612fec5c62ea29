package org.hillock.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.cli.client.ServerAddress;
import org.hillock.server.ServerConfig;
import picocli.CommandLine.Option;

/** Where a server listens, and to whom. */
final class ListenOptions {

  private static final String LOOPBACK = "127.0.0.1";

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Name or address to listen on (default: ${DEFAULT-VALUE}).",
      defaultValue = LOOPBACK)
  private String host = "";

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on, 0 for any free one (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + ServerAddress.STANDARD_PORT)
  private int port;

  @Option(names = "--tls-cert", paramLabel = "FILE", description = "Certificate chain, PEM.")
  private Optional<Path> certificate = Optional.empty();

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key, PEM.")
  private Optional<Path> key = Optional.empty();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "The tokens of which clients must show one; a line each: [NAME] TOKEN.")
  private Optional<Path> tokenFile = Optional.empty();

  @Option(
      names = "--plugin-token-file",
      paramLabel = "FILE",
      description =
          "The tokens of which whoever changes plugins must show one; without it only clients on"
              + " this machine may.")
  private Optional<Path> pluginTokenFile = Optional.empty();

  ServerConfig config() {
    if (certificate.isPresent() != key.isPresent()) {
      throw wrong("--tls-cert and --tls-key go together");
    }
    if (port < 0 || port > 0xffff) {
      throw wrong("--port %d is no port; expected 0 to 65535".formatted(port));
    }
    var config = ServerConfig.loopback(port).withHost(host);
    if (certificate.isPresent() && key.isPresent()) {
      config = config.withTls(certificate.get(), key.get());
    }
    if (tokenFile.isPresent()) {
      config = config.withTokenFile(tokenFile.get());
    }
    return pluginTokenFile.isPresent() ? config.withPluginTokenFile(pluginTokenFile.get()) : config;
  }

  private static HillockException wrong(String message) {
    return new HillockException(ErrorCode.INVALID_ARGUMENT, message);
  }

  boolean encrypted() {
    return certificate.isPresent();
  }

  /** Where clients find a server that got this port. */
  String address(int actual) {
    return (host.equals(LOOPBACK) ? "localhost" : host) + ":" + actual;
  }

  /** What a client has to say to find it. */
  String serverOption(int actual) {
    return port == ServerAddress.STANDARD_PORT && host.equals(LOOPBACK)
        ? ""
        : " --server " + address(actual);
  }
}
