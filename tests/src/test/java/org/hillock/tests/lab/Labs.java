package org.hillock.tests.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.hillock.lab.Lab;
import org.hillock.lab.LabConfig;
import org.hillock.lab.record.NewRun;
import org.hillock.lab.record.Run;
import org.hillock.lab.record.RunEvent;
import org.hillock.lab.record.RunState;
import org.hillock.lab.trust.UploadRules;

/** What the tests of the lab share. */
final class Labs {

  static final Set<RunEvent.Kind> ALL = EnumSet.allOf(RunEvent.Kind.class);

  /** Those who use it see workers of this process. */
  static final String WORKERS = "workers";

  /** What a worker may take; no other process of the tests is given as much. */
  private static final String MEMORY = "-Xmx512m";

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private Labs() {}

  /**
   * A lab of its own.
   *
   * @param plugins modules it has besides those that every run of these tests needs
   */
  static LabConfig config(Path folder, String... plugins) {
    return LabConfig.of(folder.resolve("home"))
        .withShippedPlugins(plugins(folder, List.of(plugins)))
        .withUploads(UploadRules.ANY)
        .withWorkers(1, 0, List.of(MEMORY));
  }

  /** A folder with the jars of the plugins as the build has made them. */
  private static Path plugins(Path folder, List<String> more) {
    var image = folder.resolve("image");
    var modules = new ArrayList<>(more);
    modules.addAll(
        List.of(
            "neurons",
            "layers",
            "encoders",
            "trainers",
            "datasets",
            "metrics",
            "executors",
            "backend-cpu"));
    try {
      Files.createDirectories(image);
      for (var module : modules) {
        var name =
            "hillock-plugin-%s-%s.jar".formatted(module, System.getProperty("hillock.version"));
        var built = Path.of("..", "plugins", module, "target", name);
        Files.copy(built, image.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
      copyDescriptors(image);
      return image;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the image says of the same jars: labs open sooner with it. */
  private static void copyDescriptors(Path image) throws IOException {
    var built = Path.of(System.getProperty("hillock.image"), "plugins");
    try (var files = Files.list(built)) {
      for (var file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        Files.copy(file, image.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** A network that learns the digits in a few epochs. */
  static NewRun digits(int epochs) {
    return NewRun.of(
        """
        name: digits
        data: digits
        encoder: {type: direct, steps: 4}
        network: [flatten, {type: linear, out: 64}, {type: lif, tau: 2}, {type: linear, out: 10}, leaky-integrator]
        trainer: {type: bptt, epochs: %d, optimiser: {type: adam, rate: 5e-3}}
        """
            .formatted(epochs));
  }

  /** The events up to a state. */
  static List<RunEvent> until(Lab lab, String run, RunState state) throws InterruptedException {
    var events = new ArrayList<RunEvent>();
    var end = Instant.now().plus(PATIENCE);
    try (var reader = lab.results().watch(run, 0, ALL)) {
      while (Instant.now().isBefore(end)) {
        events.addAll(reader.next(Duration.ofSeconds(1)));
        if (states(events).contains(state)) {
          return events;
        }
        if (reader.isEnded()) {
          break;
        }
      }
    }
    throw new AssertionError(
        "run never became " + state + ": " + states(events) + " " + lab.runs().get(run).error());
  }

  static List<RunState> states(List<RunEvent> events) {
    return events.stream()
        .filter(RunEvent.StateChange.class::isInstance)
        .map(event -> ((RunEvent.StateChange) event).state())
        .toList();
  }

  /** Waits until a run at work has saved its first checkpoint. */
  static void untilFirstPoint(Lab lab, String run) throws InterruptedException {
    try (var reader = lab.results().watch(run, 0, Set.of(RunEvent.Kind.POINT))) {
      while (!reader.isEnded()) {
        if (reader.next(Duration.ofSeconds(1)).stream()
            .anyMatch(RunEvent.Point.class::isInstance)) {
          return;
        }
      }
    }
    throw new AssertionError("no point came: " + lab.runs().get(run));
  }

  /** Waits for the end, which must be this. */
  static Run ended(Lab lab, String run, RunState state) throws InterruptedException {
    try (var reader = lab.results().watch(run, 0, Set.of())) {
      while (!reader.isEnded()) {
        reader.next(Duration.ofSeconds(1));
      }
    }
    var record = lab.runs().get(run);
    assertEquals(state, record.state(), () -> record.error().toString());
    return record;
  }

  /** The worker processes of this process; other children are those of other tests. */
  static List<ProcessHandle> workers() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains(MEMORY))
        .toList();
  }
}
