package org.hillock.cli.show;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.hillock.proto.v1.Run;

/** Runs in words. */
public final class RunList {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  /** Layers are named by their place; {@code hillock report} shows theirs. */
  private static final Pattern OF_A_LAYER = Pattern.compile("/\\d+\\.");

  private final Table table = new Table("RUN", "STATE", "NAME", "CREATED", "");

  /** Adds a run. */
  public void add(Run run) {
    table.row(
        run.getName(),
        RunDisplay.word(run.getState()),
        run.getDisplayName(),
        time(run.getCreateTime()),
        remark(run));
  }

  /** A heading, then a line for each run. */
  public List<String> lines() {
    return table.lines();
  }

  /** All about one run but its files. */
  public static List<String> details(Run run) {
    var facts = new Table();
    facts.row("run", run.getName());
    facts.row("name", run.getDisplayName());
    facts.row("state", RunDisplay.word(run.getState()), remark(run));
    facts.row("seed", Long.toString(run.getSeed()));
    facts.row("created", time(run.getCreateTime()));
    if (run.hasStartTime()) {
      facts.row("started", time(run.getStartTime()));
    }
    if (run.hasEndTime()) {
      facts.row("ended", time(run.getEndTime()));
    }
    run.getTagsMap().forEach((name, value) -> facts.row("tag " + name, value));
    var figures = new Table();
    run.getFiguresList().stream()
        .filter(f -> !OF_A_LAYER.matcher(f.getName()).find())
        .forEach(f -> figures.row(f.getName(), "%.5g".formatted(f.getValue()), f.getUnit()));
    var lines = new ArrayList<>(facts.lines());
    lines.addAll(figures.lines());
    return lines;
  }

  private static String remark(Run run) {
    return switch (run.getState()) {
      case RUNNING -> run.hasProgress() ? ProgressText.of(run.getProgress()) : "";
      case FAILED -> run.getError().getMessage().lines().findFirst().orElse("");
      case SUCCEEDED ->
          run.getFiguresList().stream()
              .filter(f -> f.getName().equals("test_accuracy"))
              .map(f -> "test accuracy " + Quantity.percent(f.getValue()))
              .findFirst()
              .orElse("");
      default -> "";
    };
  }

  static String time(Timestamp time) {
    return TIME.format(Instant.ofEpochSecond(time.getSeconds()).atZone(ZoneId.systemDefault()));
  }
}
