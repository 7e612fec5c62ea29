package org.hillock.plugins.trainers;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Batch;
import org.hillock.api.train.TrainingSession;

/** The epochs with plasticity. */
final class StdpLoop extends Loop {

  private final Stdp rule;
  private final List<Plasticity> layers;
  private double change;
  private double rate;
  private int batches;

  StdpLoop(Stdp rule, Settings settings, TrainingSession session) {
    super(settings, session, List.of());
    this.rule = rule;
    layers = Plasticity.of(rule, network, session.device(), session::tensor);
    if (session.firstEpoch() == 0) {
      layers.forEach(Plasticity::begin);
    }
  }

  @Override
  void learn(Batch batch, long number) {
    var execution = network.inference(batch.steps(), batch.size());
    batch.encodeInto(execution.input());
    execution.randomise(number);
    execution.forward();
    var output = execution.output();
    var unused = tensor("gradient", output.shape());
    report(settings.loss().evaluate(output, batch.labels(), unused), output, batch);
    double[] reward = reward(output, batch);
    for (var layer : layers) {
      change += layer.learn(execution, reward) / layers.size();
      rate += layer.rate() / layers.size();
    }
    batches++;
  }

  /** 1 where the prediction is right, -1 where it is wrong; 1 everywhere without modulation. */
  private double[] reward(Tensor output, Batch batch) {
    double[] reward = new double[batch.size()];
    Arrays.fill(reward, 1);
    if (rule.tauEligibility().isPresent()) {
      var scores = tensor("scores", Shape.of(batch.size(), Classes.count(output)));
      rule.loss().scores(output, scores);
      for (int b = 0; b < reward.length; b++) {
        reward[b] = Classes.best(scores, b) == batch.labels()[b] ? 1 : -1;
      }
    }
    return reward;
  }

  @Override
  void addFigures(Map<String, Double> figures) {
    figures.put("weight_change", change / batches);
    figures.put("plastic_spike_rate", rate / batches);
    change = 0;
    rate = 0;
    batches = 0;
  }
}
