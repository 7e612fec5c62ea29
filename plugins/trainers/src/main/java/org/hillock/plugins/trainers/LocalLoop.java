package org.hillock.plugins.trainers;

import java.util.stream.Stream;
import org.hillock.api.network.Credit;
import org.hillock.api.train.Batch;
import org.hillock.api.train.TrainingSession;

/** Learning by gradients within each layer and a signal from outside. */
final class LocalLoop extends Loop {

  private final LocalRule rule;

  LocalLoop(Settings settings, TrainingSession session, LocalRule rule) {
    super(
        settings,
        session,
        Stream.concat(session.network().parameters().stream(), rule.parameters().stream())
            .toList());
    this.rule = rule;
  }

  @Override
  void learn(Batch batch, long number) {
    var execution = network.training(batch.steps(), batch.size(), new Credit.Local());
    batch.encodeInto(execution.input());
    execution.randomise(number);
    execution.forward();
    double mean =
        settings.loss().evaluate(execution.output(), batch.labels(), execution.outputGradient());
    report(mean, execution.output(), batch);
    execution.backward((layer, gradient) -> rule.signal(execution, layer, batch, gradient));
    rule.finish(execution);
    update();
  }
}
