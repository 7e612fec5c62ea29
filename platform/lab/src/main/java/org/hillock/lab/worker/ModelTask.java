package org.hillock.lab.worker;

import java.util.Arrays;
import org.hillock.engine.run.ExperimentRunner;
import org.hillock.engine.run.Predictor;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.Manifest;

/** A run's network that answers, on the plugins of its manifest. For one thread. */
final class ModelTask implements AutoCloseable {

  private final PinnedExperiment pinned;
  private final Predictor predictor;

  private ModelTask(PinnedExperiment pinned, Predictor predictor) {
    this.pinned = pinned;
    this.predictor = predictor;
  }

  static ModelTask open(Manifest manifest, Home home, String process) {
    var pinned = PinnedExperiment.open(manifest, home, process);
    try {
      var checkpoint = home.run(manifest.run()).resolve(ExperimentRunner.CHECKPOINT);
      return new ModelTask(pinned, Predictor.open(pinned.experiment(), checkpoint));
    } catch (Throwable e) {
      pinned.close();
      throw e;
    }
  }

  WorkerMessage.Loaded loaded() {
    var shape = predictor.inputShape().tensor();
    return new WorkerMessage.Loaded(
        Arrays.stream(shape.dims()).asLongStream().boxed().toList(), predictor.classes());
  }

  WorkerMessage answer(WorkerCommand.Predict command) {
    try {
      return new WorkerMessage.Predicted(
          predictor.predict(command.values(), command.batch(), command.seed()));
    } catch (RuntimeException | OutOfMemoryError e) {
      e.printStackTrace();
      return Faults.of(e);
    }
  }

  @Override
  public void close() {
    predictor.close();
    pinned.close();
  }
}
