package org.hillock.plugins.trainers;

import java.util.List;
import org.hillock.api.network.Parameter;
import org.hillock.api.train.Batch;
import org.hillock.api.train.TrainingSession;

/** Backpropagation through a whole sequence. */
final class BpttLoop extends Loop {

  BpttLoop(Settings settings, TrainingSession session, List<Parameter> parameters) {
    super(settings, session, parameters);
  }

  @Override
  void learn(Batch batch, long number) {
    var execution = network.training(batch.steps(), batch.size());
    batch.encodeInto(execution.input());
    execution.randomise(number);
    execution.forward();
    double mean =
        settings.loss().evaluate(execution.output(), batch.labels(), execution.outputGradient());
    report(mean, execution.output(), batch);
    execution.backward();
    update();
  }
}
