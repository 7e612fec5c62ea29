package org.hillock.engine.run;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.hillock.api.HillockException;

/** Runs experiments and remembers what they told. */
final class ToyRuns {

  private final Path folder;
  private final Heard heard = new Heard();

  /** Runs in folders within this one. */
  ToyRuns(Path folder) {
    this.folder = folder;
  }

  /** What all of them told. */
  Heard heard() {
    return heard;
  }

  Path fresh(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  /** Runs to the end, in a new folder of this name. */
  RunResult run(Experiment experiment, String name) throws IOException {
    return run(experiment, fresh(name), Optional.empty(), () -> false);
  }

  /** Runs to the end from a checkpoint on, in this folder. */
  RunResult resume(Experiment experiment, Path to, Path checkpoint) {
    return run(experiment, to, Optional.of(checkpoint), () -> false);
  }

  /** Runs in a new folder of this name to an end that must be a failure. */
  HillockException fail(Experiment experiment, String name) throws IOException {
    return fail(experiment, fresh(name), () -> false);
  }

  HillockException fail(Experiment experiment, Path to, BooleanSupplier stop) {
    return assertThrows(HillockException.class, () -> run(experiment, to, Optional.empty(), stop));
  }

  private RunResult run(Experiment experiment, Path to, Optional<Path> from, BooleanSupplier stop) {
    return ExperimentRunner.run(experiment, folder, to, from, heard, stop);
  }

  /** Hears and remembers. */
  static final class Heard implements RunListener {

    final List<Progress> progress = new ArrayList<>();
    final List<String> points = new ArrayList<>();
    final List<String> log = new ArrayList<>();
    final List<SpikeSample> spikes = new ArrayList<>();
    final List<Computing> computing = new ArrayList<>();

    @Override
    public void computing(Computing what) {
      computing.add(what);
    }

    @Override
    public void progress(Progress p) {
      progress.add(p);
    }

    @Override
    public void point(String series, long step, int epoch, double value) {
      points.add("%s %d %d".formatted(series, step, epoch));
      assertTrue(Double.isFinite(value), series);
    }

    @Override
    public void log(String line) {
      log.add(line);
    }

    @Override
    public void spikes(SpikeSample sample) {
      spikes.add(sample);
    }
  }
}
