package org.hillock.plugins.trainers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.network.Execution;
import org.hillock.api.network.Parameter;
import org.hillock.api.train.Batch;
import org.hillock.api.train.TrainingSession;

/** Backpropagation through a whole sequence. */
final class BpttLoop extends Loop {

  private final CutMix cutMix;
  private final Optional<Selection> selection;

  /** Learns some of the parameters, as {@link Bptt} does by default. */
  BpttLoop(Settings settings, TrainingSession session, List<Parameter> parameters) {
    this(settings, session, parameters, 0, Optional.empty());
  }

  /**
   * @param cutmix probability of a batch to be mixed
   */
  BpttLoop(
      Settings settings,
      TrainingSession session,
      List<Parameter> parameters,
      double cutmix,
      Optional<Selection> selection) {
    super(settings, session, parameters);
    cutMix = new CutMix(cutmix, session.random("cutmix"));
    this.selection = selection;
  }

  @Override
  void learn(Batch batch, long number) {
    var execution = network.training(batch.steps(), batch.size());
    batch.encodeInto(execution.input());
    double own = cutMix.mix(execution.input(), number);
    execution.randomise(number);
    execution.forward();
    report(
        own == 1 ? loss(execution, batch.labels()) : mixed(own, execution, batch),
        execution.output(),
        batch);
    execution.backward();
    update();
  }

  private double loss(Execution execution, int[] labels) {
    return settings.loss().evaluate(execution.output(), labels, execution.outputGradient());
  }

  /** The loss, {@code own} of it by the samples' own labels, the rest by those mixed in. */
  private double mixed(double own, Execution execution, Batch batch) {
    var gradient = execution.outputGradient();
    double other = loss(execution, CutMix.others(batch.labels()));
    var gradientOfOther = tensor("mixed gradient", gradient.shape());
    gradientOfOther.copyFrom(gradient);
    double loss = loss(execution, batch.labels());
    for (long i = 0, n = gradient.size(); i < n; i++) {
      gradient.set(i, (float) (own * gradient.get(i) + (1 - own) * gradientOfOther.get(i)));
    }
    return own * loss + (1 - own) * other;
  }

  @Override
  void beforeSaving(int epoch, Map<String, Double> figures) {
    selection.ifPresent(s -> s.see(epoch, figures));
  }
}
