package org.hillock.lab.worker;

import java.util.Arrays;
import java.util.List;
import org.hillock.api.data.SampleShape;
import org.hillock.engine.run.ExperimentRunner;
import org.hillock.engine.run.Predictor;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.Manifest;
import org.hillock.lab.worker.WorkerMessage.Loaded;

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

  Loaded loaded() {
    var sample = predictor.inputShape();
    return new Loaded(
        dims(sample),
        sample.parts().stream().map(p -> new Loaded.Part(p.name(), dims(p.shape()))).toList(),
        predictor.classes());
  }

  private static List<Long> dims(SampleShape sample) {
    return Arrays.stream(sample.tensor().dims()).asLongStream().boxed().toList();
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
