package ${package};

import java.util.Map;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.Split;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Batch;
import org.hillock.api.train.Loss;
import org.hillock.api.train.Optimiser;
import org.hillock.api.train.Trainer;
import org.hillock.api.train.TrainingSession;
import org.hillock.api.train.Updates;

/** Backpropagation through time with surrogate gradients, at a rate that falls from 1 to 0. */
@Component(
    id = "${artifactId}",
    doc = "Surrogate-gradient learning whose learning rate falls linearly from epoch to epoch.")
public record ${className}(
    @Param(doc = "passes through the training data", min = 1) int epochs,
    @Param(doc = "samples in a batch", value = "64", min = 1) int batchSize,
    @Param(doc = "the optimiser", value = "adam") Optimiser optimiser,
    @Param(doc = "the loss", value = "cross-entropy-membrane") Loss loss)
    implements Trainer {

  @Override
  public void train(TrainingSession session) {
    var updates = session.optimise("updates", optimiser, session.network().parameters());
    for (int epoch = session.firstEpoch(); epoch < epochs; epoch++) {
      double rate = optimiser.rate() * (epochs - epoch) / epochs;
      session.endEpoch(epoch, Map.of("train_loss", pass(session, updates, rate, epoch)));
    }
  }

  private double pass(TrainingSession session, Updates updates, double rate, int epoch) {
    int steps = session.batchCount(Split.TRAIN, batchSize);
    int step = 0;
    double sum = 0;
    for (var batch : session.batches(Split.TRAIN, batchSize, epoch)) {
      var execution = session.network().training(batch.steps(), batch.size());
      batch.encodeInto(execution.input());
      execution.randomise((long) epoch * steps + step);
      execution.forward();
      double mean =
          loss.evaluate(execution.output(), batch.labels(), execution.outputGradient());
      double accuracy = accuracy(session, execution.output(), batch);
      execution.backward();
      updates.apply(rate, 1);
      session.step(epoch, step, steps, mean, accuracy);
      sum += mean;
      step++;
    }
    return sum / steps;
  }

  private double accuracy(TrainingSession session, Tensor output, Batch batch) {
    int classes = output.shape().dim(-1);
    var scores = session.tensor(Shape.of(batch.size(), classes));
    loss.scores(output, scores);
    int right = 0;
    for (int b = 0; b < batch.size(); b++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        best = scores.at(b).get(c) > scores.at(b).get(best) ? c : best;
      }
      right += best == batch.labels()[b] ? 1 : 0;
    }
    return (double) right / batch.size();
  }
}
