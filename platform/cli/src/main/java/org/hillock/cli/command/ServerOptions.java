package org.hillock.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import org.hillock.cli.client.ServerAddress;
import picocli.CommandLine.Option;

/** Which server a command calls. */
final class ServerOptions {

  private static final String VARIABLE = "HILLOCK_SERVER";

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      description =
          "The server; else that of $HILLOCK_SERVER, else localhost:8670."
              + " Encrypted unless it is this machine.")
  private Optional<String> server = Optional.empty();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with the token the server asks for.")
  private Optional<Path> tokenFile = Optional.empty();

  @Option(
      names = "--tls-ca",
      paramLabel = "FILE",
      description = "Certificates (PEM) to trust instead of the system's.")
  private Optional<Path> authority = Optional.empty();

  ServerAddress address() {
    return ServerAddress.parse(
        named().orElse("localhost:" + ServerAddress.STANDARD_PORT), tokenFile, authority);
  }

  /** Whether the user named a server. */
  boolean isNamed() {
    return named().isPresent();
  }

  private Optional<String> named() {
    return server.or(() -> Optional.ofNullable(System.getenv(VARIABLE)).filter(s -> !s.isBlank()));
  }
}
