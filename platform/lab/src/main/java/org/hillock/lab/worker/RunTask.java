package org.hillock.lab.worker;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.engine.component.Citations;
import org.hillock.engine.run.Experiment;
import org.hillock.engine.run.ExperimentRunner;
import org.hillock.engine.run.RunResult;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.Json;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.Manifest;
import org.hillock.lab.record.ResultRecord;
import org.hillock.lab.worker.WorkerMessage.Ending;

/**
 * One run from its manifest to the result in its folder.
 *
 * @param sink hears what happens, on the running thread
 * @param log the run's log
 */
public record RunTask(Manifest manifest, Home home, Consumer<WorkerMessage> sink, PrintStream log) {

  /** Runs; every error is an ending. */
  public Ending run(BooleanSupplier cancelled) {
    try (var pinned = PinnedExperiment.open(manifest, home, manifest.run())) {
      checkData(pinned.experiment());
      sink.accept(new WorkerMessage.Ready());
      return train(pinned, cancelled);
    } catch (HillockException e) {
      log.println(e.getMessage());
      return e.code() == ErrorCode.CANCELLED ? new WorkerMessage.Cancelled() : Faults.of(e);
    } catch (Throwable e) {
      e.printStackTrace(log);
      return Faults.of(e);
    } finally {
      log.flush();
    }
  }

  private void checkData(Experiment experiment) {
    try (var samples = experiment.data().open(home.data())) {
      if (!samples.sha256().equals(manifest.dataSha256())) {
        throw new LabException(
            ErrorCode.DATA_UNAVAILABLE,
            "the data are not those the run was queued with: expected SHA-256 %s, found %s; "
                    .formatted(manifest.dataSha256(), samples.sha256())
                + "bring them back or submit the run again",
            Map.of());
      }
    }
  }

  private Ending train(PinnedExperiment pinned, BooleanSupplier cancelled) throws IOException {
    var folder = home.run(manifest.run());
    var resume =
        manifest.resumedFrom().isEmpty()
            ? Optional.<Path>empty()
            : Optional.of(folder.resolve(Home.RESUME));
    var budget = pinned.spec().budget();
    long start = System.nanoTime();
    BooleanSupplier spent =
        () -> budget.filter(b -> System.nanoTime() - start > b.toNanos()).isPresent();
    var reporter = new Reporter(pinned, sink, log);
    manifest.differences().forEach(reporter::log);
    pinned.remarks().forEach(reporter::log);
    try {
      var result =
          ExperimentRunner.run(
              pinned.experiment(),
              home.data(),
              folder,
              resume,
              reporter,
              () -> cancelled.getAsBoolean() || spent.getAsBoolean());
      keep(folder, result, pinned.experiment(), reporter);
      return new WorkerMessage.Finished(result.figures());
    } catch (HillockException e) {
      if (e.code() == ErrorCode.CANCELLED && !cancelled.getAsBoolean() && spent.getAsBoolean()) {
        throw new LabException(
            ErrorCode.RESOURCE_EXHAUSTED,
            "the run's budget of %s is spent; resume it to go on"
                .formatted(budget.map(RunTask::minutes).orElseThrow()),
            Map.of("resource", "budget"));
      }
      throw e;
    }
  }

  private static String minutes(Duration budget) {
    return "%.3g minutes".formatted(budget.toMillis() / 60_000.0);
  }

  private static void keep(Path folder, RunResult result, Experiment experiment, Reporter reporter)
      throws IOException {
    var references =
        Citations.of(
            experiment.data(),
            experiment.augmentations(),
            experiment.encoder(),
            experiment.network(),
            experiment.trainer(),
            experiment.metrics());
    write(folder.resolve(Home.SPIKES), Json.write(reporter.lastSpikes()));
    write(folder.resolve(ResultRecord.FILE), Json.writePretty(ResultRecord.of(result, references)));
  }

  /** Whole or not at all. */
  private static void write(Path file, String text) throws IOException {
    var part = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(part, text);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
