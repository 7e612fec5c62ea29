package org.hillock.lab.execute;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hillock.api.ErrorCode;
import org.hillock.engine.run.Prediction;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.Manifest;
import org.hillock.lab.record.RunError;
import org.hillock.lab.worker.WorkerCommand;
import org.hillock.lab.worker.WorkerMessage;
import org.hillock.lab.worker.WorkerMessage.Failed;
import org.hillock.lab.worker.WorkerMessage.Loaded;
import org.hillock.lab.worker.WorkerMessage.Predicted;

/** A process that holds a run's network and answers one prediction after another. */
public final class ModelProcess implements AutoCloseable {

  private static final Duration ANSWER = Duration.ofMinutes(2);

  private final String run;
  private final WorkerProcess worker;
  private final Loaded loaded;

  private ModelProcess(String run, WorkerProcess worker, Loaded loaded) {
    this.run = run;
    this.worker = worker;
    this.loaded = loaded;
  }

  /**
   * Starts one and waits until it has loaded the run's checkpoint.
   *
   * @param log gets its standard error
   * @throws org.hillock.api.HillockException if the checkpoint cannot be loaded
   */
  public static ModelProcess start(Manifest manifest, Home home, List<String> flags, Path log)
      throws IOException {
    var worker =
        WorkerProcess.start(
            List.of(), "predict", home, manifest.run(), "model-" + manifest.run(), flags, log);
    try {
      var loaded = (Loaded) answer(manifest.run(), worker);
      return new ModelProcess(manifest.run(), worker, loaded);
    } catch (Throwable e) {
      worker.end();
      throw e;
    }
  }

  /** What the network takes and gives. */
  public Loaded loaded() {
    return loaded;
  }

  /** Predicts; one caller at a time. */
  public synchronized Prediction predict(float[] values, int batch, long seed) {
    worker.send(new WorkerCommand.Predict(values, batch, seed));
    return ((Predicted) answer(run, worker)).prediction();
  }

  /** Whether it can still answer. */
  public boolean isAlive() {
    return worker.process().isAlive();
  }

  private static WorkerMessage answer(String run, WorkerProcess worker) {
    var message = worker.receive(ANSWER);
    if (message.isEmpty()) {
      throw new LabException(
          ErrorCode.INTERNAL,
          "the process that holds the network of run '%s' %s; try again"
              .formatted(run, worker.end()),
          Map.of("resource", "runs/" + run));
    }
    if (message.get() instanceof Failed(String reason, String text)) {
      var code =
          reason.equals(RunError.WORKER_DIED) ? ErrorCode.INTERNAL : ErrorCode.valueOf(reason);
      throw new LabException(code, text, Map.of("resource", "runs/" + run));
    }
    return message.get();
  }

  @Override
  public void close() {
    worker.end();
  }
}
