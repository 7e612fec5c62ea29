package org.hillock.plugins.trainers;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.Split;
import org.hillock.api.network.Execution;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Batch;
import org.hillock.api.train.TrainingSession;

/** One training under way. */
final class BpttLoop {

  private final Bptt bptt;
  private final TrainingSession session;
  private final Optimisers optimisers;
  private final int steps;

  BpttLoop(Bptt bptt, TrainingSession session) {
    this.bptt = bptt;
    this.session = session;
    this.optimisers = Optimisers.of(bptt, session);
    this.steps = session.batchCount(Split.TRAIN, bptt.batchSize());
  }

  void run() {
    try (var arena = Arena.ofConfined()) {
      int classes = Math.toIntExact(session.network().outputShape().size());
      var shape = Shape.of(bptt.batchSize(), classes);
      var scores = Tensor.of(arena.allocate(ValueLayout.JAVA_FLOAT, shape.size()), shape);
      for (int epoch = session.firstEpoch(); epoch < bptt.epochs(); epoch++) {
        var epochSoFar = new Epoch(epoch, scores);
        for (var batch : session.batches(Split.TRAIN, bptt.batchSize(), epoch)) {
          epochSoFar.learn(batch);
        }
        epochSoFar.end();
      }
    }
  }

  /** The figures of an epoch, collected batch by batch. */
  private final class Epoch {

    private final int number;
    private final Tensor scores;
    private int step;
    private long samples;
    private long correct;
    private double loss;
    private double norm;
    private double rate;

    Epoch(int number, Tensor scores) {
      this.number = number;
      this.scores = scores;
    }

    void learn(Batch batch) {
      var execution = session.network().training(batch.steps(), batch.size());
      batch.encodeInto(execution.input());
      execution.randomise((long) number * steps + step);
      execution.forward();
      double mean =
          bptt.loss().evaluate(execution.output(), batch.labels(), execution.outputGradient());
      int right = right(execution, batch);
      session.step(number, step, steps, mean, (double) right / batch.size());
      execution.backward();
      update();
      samples += batch.size();
      correct += right;
      loss += mean * batch.size();
      step++;
    }

    private int right(Execution execution, Batch batch) {
      var present = scores.slice(0, batch.size());
      bptt.loss().scores(execution.output(), present);
      int right = 0;
      for (int b = 0; b < batch.size(); b++) {
        right += Classes.best(present, b) == batch.labels()[b] ? 1 : 0;
      }
      return right;
    }

    private void update() {
      double factor =
          switch (bptt.per()) {
            case UPDATE ->
                bptt.schedule().factor((long) number * steps + step, (long) bptt.epochs() * steps);
            case EPOCH -> bptt.schedule().factor(number, bptt.epochs());
          };
      double now = optimisers.gradientNorm();
      if (!Double.isFinite(now)) {
        throw new HillockException(
            ErrorCode.DIVERGED,
            "the gradient is not finite in epoch %d, step %d; lower the learning rate or set clip"
                .formatted(number, step));
      }
      double limit = bptt.clip().orElse(Double.POSITIVE_INFINITY);
      optimisers.apply(factor, now > limit ? limit / now : 1);
      norm += now;
      rate = bptt.optimiser().rate() * factor;
    }

    void end() {
      var figures = new LinkedHashMap<String, Double>();
      figures.put("train_loss", loss / samples);
      figures.put("train_accuracy", (double) correct / samples);
      figures.put("learning_rate", rate);
      figures.put("gradient_norm", norm / step);
      if (session.batchCount(Split.VALIDATION, bptt.batchSize()) > 0) {
        session
            .evaluate(Split.VALIDATION, bptt.loss(), bptt.batchSize())
            .forEach((name, value) -> figures.put("validation_" + name, value));
      }
      session.endEpoch(number, figures);
    }
  }
}
