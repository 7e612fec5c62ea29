package org.hillock.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.hillock.cli.local.LocalServer;
import org.hillock.cli.show.Console;
import org.hillock.lab.LabConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
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
      "  hillock serve --plugin-uploads signed --plugin-trust lab.pem",
      "  hillock serve --host 0.0.0.0 --tls-cert chain.pem --tls-key key.pem --token-file token"
    })
final class ServeCommand implements Callable<Integer> {

  @Mixin private HomeOption home = new HomeOption();
  @Mixin private ListenOptions listen = new ListenOptions();
  @Mixin private UploadOptions uploads = new UploadOptions();
  @Mixin private WorkerOptions workers = new WorkerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() throws InterruptedException {
    var console = output.console();
    var address = listen.config();
    var config = uploads.apply(workers.apply(home.config("serve")));
    var server = LocalServer.open(config, address);
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

  private void announce(Console console, LocalServer server, LabConfig config) {
    var address = listen.address(server.port());
    console.data(
        JsonNodeFactory.instance
            .objectNode()
            .put("address", address)
            .put("port", server.port())
            .put("tls", listen.encrypted())
            .put("home", config.home().toString())
            .put("pid", ProcessHandle.current().pid()));
    console.say(
        "Hillock listens on %s (%s)"
            .formatted(address, listen.encrypted() ? "TLS, token" : "this machine only"));
    console.say("  home     %s".formatted(config.home()));
    console.say(
        "  plugins  %d, with %d components"
            .formatted(server.lab().plugins().list().size(), server.lab().components().size()));
    console.say("  uploads  " + config.uploads().policy().text());
    console.say("  next     hillock submit FILE --watch" + listen.serverOption(server.port()));
    console.say("  stop     Ctrl-C, or kill %d".formatted(ProcessHandle.current().pid()));
  }
}
