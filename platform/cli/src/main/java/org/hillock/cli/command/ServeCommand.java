package org.hillock.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.cli.client.ServerAddress;
import org.hillock.cli.local.LocalServer;
import org.hillock.cli.show.Console;
import org.hillock.lab.LabConfig;
import org.hillock.server.ServerConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    header = "Starts a server.",
    description = {
      "",
      "It runs until SIGTERM or Ctrl-C, and listens on this machine alone unless TLS and a token"
          + " are",
      "given. Runs that waited when it was last stopped are executed.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hillock serve",
      "  hillock serve --host 0.0.0.0 --tls-cert chain.pem --tls-key key.pem --token-file token"
    })
final class ServeCommand implements Callable<Integer> {

  private static final String LOOPBACK = "127.0.0.1";

  @Mixin private HomeOption home = new HomeOption();
  @Mixin private OutputOptions output = new OutputOptions();

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
      description = "A file with the token that clients must show.")
  private Optional<Path> tokenFile = Optional.empty();

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Runs executed at a time (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int workers;

  @Option(
      names = "--worker-threads",
      paramLabel = "N",
      description = "Processors a worker may use, 0 for all (default: ${DEFAULT-VALUE}).",
      defaultValue = "0")
  private int workerThreads;

  @Option(
      names = "--worker-memory",
      paramLabel = "SIZE",
      description = "A worker's heap, as -Xmx takes it (default: ${DEFAULT-VALUE}).",
      defaultValue = "2g")
  private String workerMemory = "";

  @Override
  public Integer call() throws InterruptedException {
    var console = output.console();
    var listen = listen();
    var config = lab();
    var server = LocalServer.open(config, listen);
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, console, stopped), "stop"));
    announce(console, server, config);
    stopped.await();
    return ExitCode.OK;
  }

  /** Stopping on request is success, so the JVM must not report the signal as exit code. */
  private static void stop(LocalServer server, Console console, CountDownLatch stopped) {
    int code = ExitCode.FAULT;
    try {
      console.note("stopping");
      server.close();
      console.note("stopped");
      code = ExitCode.OK;
    } finally {
      stopped.countDown();
      Runtime.getRuntime().halt(code);
    }
  }

  private LabConfig lab() {
    if (workers < 1 || workerThreads < 0) {
      throw wrong("--workers must be at least 1 and --worker-threads at least 0");
    }
    if (!workerMemory.matches("[1-9][0-9]*[kKmMgG]?")) {
      throw wrong("--worker-memory '%s' is no size; for example 2g".formatted(workerMemory));
    }
    return home.config("serve").withWorkers(workers, workerThreads, List.of("-Xmx" + workerMemory));
  }

  private ServerConfig listen() {
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
    return tokenFile.isPresent() ? config.withTokenFile(tokenFile.get()) : config;
  }

  private static HillockException wrong(String message) {
    return new HillockException(ErrorCode.INVALID_ARGUMENT, message);
  }

  private void announce(Console console, LocalServer server, LabConfig config) {
    var address = (host.equals(LOOPBACK) ? "localhost" : host) + ":" + server.port();
    console.data(
        JsonNodeFactory.instance
            .objectNode()
            .put("address", address)
            .put("port", server.port())
            .put("tls", certificate.isPresent())
            .put("home", config.home().toString())
            .put("pid", ProcessHandle.current().pid()));
    console.say(
        "Hillock listens on %s (%s)"
            .formatted(address, certificate.isPresent() ? "TLS, token" : "this machine only"));
    console.say("  home     %s".formatted(config.home()));
    console.say(
        "  plugins  %d, with %d components"
            .formatted(
                server.lab().plugins().list().size(), server.lab().catalogue().all().size()));
    console.say("  next     hillock submit FILE --watch" + serverOption(address));
    console.say("  stop     Ctrl-C, or kill %d".formatted(ProcessHandle.current().pid()));
  }

  private String serverOption(String address) {
    return port == ServerAddress.STANDARD_PORT && host.equals(LOOPBACK)
        ? ""
        : " --server " + address;
  }
}
