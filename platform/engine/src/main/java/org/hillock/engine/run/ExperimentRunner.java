package org.hillock.engine.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.hillock.api.HillockException;
import org.hillock.api.data.Split;
import org.hillock.engine.checkpoint.Checkpoint;
import org.hillock.engine.memory.Machine;

/** Runs one experiment to its end. */
public final class ExperimentRunner {

  /** The name of the latest checkpoint in a run's folder. */
  public static final String CHECKPOINT = "checkpoint.safetensors";

  private ExperimentRunner() {}

  /**
   * Trains and evaluates.
   *
   * @param dataStore the directory of installed data sets
   * @param runFolder where checkpoints go; exists
   * @param resumeFrom a checkpoint of the same experiment to go on from
   * @param cancelled asked at every step
   * @throws HillockException {@code CANCELLED} when asked to stop (the last epoch's checkpoint
   *     stays), {@code DIVERGED}, {@code SHAPE_MISMATCH}, {@code RESOURCE_EXHAUSTED} and what the
   *     components report
   */
  public static RunResult run(
      Experiment experiment,
      Path dataStore,
      Path runFolder,
      Optional<Path> resumeFrom,
      RunListener listener,
      BooleanSupplier cancelled) {
    long start = System.nanoTime();
    var file = runFolder.resolve(CHECKPOINT);
    var from = resumeFrom.map(Checkpoint::open);
    try (var bench = new Workbench(experiment, dataStore, listener::log)) {
      listener.computing(bench.computing());
      var sections = ReportSections.begin(experiment.outputs().sections(), bench.network());
      try (var session = new Session(experiment, bench, file, from, listener, cancelled)) {
        experiment.trainer().train(session);
        var sha256 = session.finish();
        var measured = Measured.begin(experiment.metrics(), bench.network());
        var totals =
            session
                .finalEvaluation()
                .run(Split.TEST, experiment.trainer().loss(), session.batchSize(), measured::add);
        bench.device().choices().forEach(listener::log);
        var trained = new Trained(experiment, bench, measured.figures());
        measured
            .failures()
            .forEach(f -> listener.log(f.title() + " could not be measured; the report says why"));
        var shown = new ArrayList<>(measured.failures());
        shown.addAll(sections.finish(trained));
        Exports.write(experiment.outputs().exporters(), trained, runFolder);
        long tensorBytes = bench.memory().peakBytes();
        long heap = Runtime.getRuntime().totalMemory();
        return new RunResult(
            trained.figures(),
            bench.network().layers().stream()
                .map(layer -> new LayerSummary(layer, totals.rates().of(layer)))
                .toList(),
            shown,
            bench.feed().encoding().steps(),
            file,
            sha256,
            Duration.ofNanos(System.nanoTime() - start),
            tensorBytes,
            Machine.peakResidentBytes().orElse(tensorBytes + heap),
            bench.device().description(),
            bench.samples().splitDescription(),
            bench.facts().sha256());
      }
    } finally {
      from.ifPresent(Checkpoint::close);
    }
  }
}
