package org.hillock.engine.run;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.Split;
import org.hillock.api.metric.Metric.Observation;
import org.hillock.api.network.Network;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Loss;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.train.Feed;

/**
 * Runs a network over a split.
 *
 * @param steps time steps of its sequences
 */
record Evaluation(Network network, int steps, Feed feed, Memory memory, BooleanSupplier cancelled) {

  /**
   * What came out.
   *
   * @param loss mean over the samples
   * @param accuracy share of correct predictions
   */
  record Totals(double loss, double accuracy, FiringRates rates) {}

  /** Evaluates; the observer sees every batch. */
  Totals run(Split split, Loss loss, int batchSize, Consumer<Observation> observer) {
    var features = network.outputShape();
    int classes = features.dim(-1);
    long outputs = features.size() * (steps + network.addedSteps()) * batchSize;
    var rates = new FiringRates();
    double sum = 0;
    long correct = 0;
    long samples = 0;
    try (var gradient = memory.allocate(outputs * Float.BYTES, "evaluation");
        var readout = memory.allocate((long) batchSize * classes * Float.BYTES, "evaluation")) {
      for (var batch : feed.unaltered(split, batchSize)) {
        stopIfCancelled();
        int size = batch.size();
        var execution = network.inference(steps, size);
        batch.encodeInto(execution.input());
        execution.forward();
        var unused = gradient.tensor(0, execution.output().shape());
        var scores = readout.tensor(0, Shape.of(size, classes));
        sum += size * loss.evaluate(execution.output(), batch.labels(), unused);
        loss.scores(execution.output(), scores);
        correct += correct(scores, batch.labels());
        samples += size;
        var activity = execution.activity();
        rates.add(activity);
        observer.accept(
            new Observation(execution.input(), scores, batch.labels(), activity, steps));
      }
    }
    if (samples == 0) {
      throw new HillockException(
          ErrorCode.FAILED_PRECONDITION, "there are no samples in split " + split);
    }
    return new Totals(sum / samples, (double) correct / samples, rates);
  }

  private void stopIfCancelled() {
    if (cancelled.getAsBoolean()) {
      throw new HillockException(ErrorCode.CANCELLED, "the run was cancelled while it evaluated");
    }
  }

  private static long correct(Tensor scores, int[] labels) {
    long correct = 0;
    for (int b = 0; b < labels.length; b++) {
      correct += best(scores, b) == labels[b] ? 1 : 0;
    }
    return correct;
  }

  /** The class with the largest score, the first of several. */
  static int best(Tensor scores, int sample) {
    int classes = scores.shape().dim(1);
    long row = (long) sample * classes;
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (scores.get(row + c) > scores.get(row + best)) {
        best = c;
      }
    }
    return best;
  }
}
