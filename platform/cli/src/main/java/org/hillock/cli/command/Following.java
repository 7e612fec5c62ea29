package org.hillock.cli.command;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.hillock.cli.client.Connection;
import org.hillock.cli.client.Downloads;
import org.hillock.cli.client.RunWatch;
import org.hillock.cli.show.Console;
import org.hillock.cli.show.Json;
import org.hillock.cli.show.Outcome;
import org.hillock.cli.show.RunDisplay;
import org.hillock.proto.v1.Run;
import org.hillock.proto.v1.RunEvent;

/**
 * Stays with a run to its end and tells how it ended.
 *
 * @param connection to the server that has it
 */
record Following(Connection connection, Console console) {

  /** What a run leaves beside its figures. */
  static final String RESULT = "result.json";

  /** Its page for people. */
  static final String REPORT = "report.html";

  /** With JSON, every event is a line and the finished run is the last one. */
  int toTheEnd(String name) throws IOException {
    var display = new RunDisplay(console);
    Consumer<RunEvent> each = console.isJson() ? console::data : display;
    var run = RunWatch.follow(connection, name, each);
    console.data(run);
    var outcome = ended(run);
    outcome.ifPresent(o -> console.say(o.lines()));
    return outcome.isPresent() ? ExitCode.OK : ExitCode.RUN_ENDED;
  }

  /** Shows the run to people only; empty if it did not succeed, which is then told. */
  Optional<Outcome> outcome(String name) throws IOException {
    return ended(RunWatch.follow(connection, name, new RunDisplay(console)));
  }

  private Optional<Outcome> ended(Run run) throws IOException {
    if (run.getState() == Run.State.SUCCEEDED) {
      var result = Json.read(Downloads.bytes(connection, run.getName(), RESULT));
      return Optional.of(new Outcome(run, result, Optional.empty()));
    }
    console.note("%s %s".formatted(run.getName(), RunDisplay.word(run.getState())));
    if (run.hasError()) {
      run.getError().getLogTailList().forEach(line -> console.note("  " + line));
      console.note("%s: %s".formatted(run.getError().getReason(), run.getError().getMessage()));
    }
    return Optional.empty();
  }
}
