package org.hillock.cli.command;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.hillock.cli.client.CallException;
import org.hillock.cli.client.Connection;
import org.hillock.cli.client.Downloads;
import org.hillock.cli.local.AtExit;
import org.hillock.cli.local.LocalServer;
import org.hillock.cli.show.Console;
import org.hillock.cli.show.Outcome;
import org.hillock.lab.LabConfig;

/**
 * Executes a run in a lab of this process and shows it from beginning to end.
 *
 * @param interrupted done after the lab is closed, if the process is told to stop before the end
 */
record LocalRuns(LabConfig config, Console console, Runnable interrupted) {

  /** Queues a run and returns its name. */
  interface Start {
    String in(LocalServer server, Connection connection);
  }

  /**
   * Executes a run.
   *
   * @param report where its report is copied to
   * @return empty if it did not succeed, which is then told
   */
  Optional<Outcome> execute(Start start, Optional<Path> report) throws IOException {
    var server = LocalServer.open(config);
    var address = server.address();
    try (var _ = AtExit.run(server::close, () -> stop(server));
        var connection = Connection.to(address)) {
      var name = start.in(server, connection);
      console.note("%s in %s".formatted(name, config.home()));
      var outcome = new Following(connection, console).outcome(name);
      if (outcome.isPresent() && report.isPresent()) {
        Downloads.to(report.get(), connection, name, Following.REPORT);
        return Optional.of(outcome.get().withReport(report.get()));
      }
      return outcome.map(o -> o.withReport(file(name, Following.REPORT)));
    } catch (StatusRuntimeException e) {
      throw CallException.of(e, address);
    }
  }

  private void stop(LocalServer server) {
    console.note("stopping");
    server.close();
    interrupted.run();
  }

  private Path file(String run, String name) {
    return config.home().resolve(run).resolve(name);
  }
}
