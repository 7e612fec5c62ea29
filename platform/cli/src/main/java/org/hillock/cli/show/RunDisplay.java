package org.hillock.cli.show;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.hillock.proto.v1.Progress;
import org.hillock.proto.v1.Run;
import org.hillock.proto.v1.RunEvent;

/**
 * Shows a run live: on a terminal a line that is overwritten, elsewhere a line for each epoch. Log
 * lines pass through.
 */
public final class RunDisplay implements Consumer<RunEvent> {

  private final Console console;
  private Optional<Progress> latest = Optional.empty();

  /** A display without a run. */
  public RunDisplay(Console console) {
    this.console = console;
  }

  @Override
  public void accept(RunEvent event) {
    switch (event.getEventCase()) {
      case PROGRESS -> progress(event.getProgress());
      case STATE_CHANGE -> state(event.getStateChange().getState());
      case LOG_LINE -> {
        console.note("  " + event.getLogLine().getText());
        latest.map(ProgressText::bar).ifPresent(console::progress);
      }
      default -> {
        // Nothing to see: the figures come with the result.
      }
    }
  }

  private void progress(Progress now) {
    console.progress(ProgressText.bar(now));
    if (!console.isTerminal()) {
      latest.filter(before -> before.getEpoch() < now.getEpoch()).ifPresent(this::epoch);
    }
    latest = Optional.of(now);
  }

  private void state(Run.State state) {
    switch (state) {
      case QUEUED, STARTING -> console.progress(word(state) + " ...");
      case SUCCEEDED, FAILED, CANCELLED -> {
        if (!console.isTerminal()) {
          latest.ifPresent(this::epoch);
        }
        latest = Optional.empty();
        console.endProgress();
      }
      default -> {
        // Progress shows that it runs.
      }
    }
  }

  private void epoch(Progress progress) {
    console.note(ProgressText.of(progress));
  }

  /** A state in words: {@code running}. */
  public static String word(Run.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
