package org.hillock.plugins.trainers;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.Split;
import org.hillock.api.network.Network;
import org.hillock.api.network.Parameter;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Batch;
import org.hillock.api.train.TrainingSession;

/** A training in mini-batches by gradients; rules differ in how a batch yields them. */
abstract class Loop {

  final Settings settings;
  final TrainingSession session;
  final Network network;
  private final Optimisers optimisers;
  private final int steps;
  private final Map<String, Map<Shape, Tensor>> tensors = new HashMap<>();
  private int begin;
  private int epoch;
  private int step;
  private long samples;
  private long correct;
  private double loss;
  private double norm;
  private double rate;
  private int updates;

  /**
   * @param parameters what the optimiser updates
   */
  Loop(Settings settings, TrainingSession session, List<Parameter> parameters) {
    this.settings = settings;
    this.session = session;
    network = session.network();
    optimisers = Optimisers.of(settings, session, parameters);
    steps = session.batchCount(Split.TRAIN, settings.batchSize());
  }

  /**
   * Learns from a batch: finds gradients, {@linkplain #report reports}, {@linkplain #update
   * updates}.
   *
   * @param number of the batch since the training began
   */
  abstract void learn(Batch batch, long number);

  /**
   * Runs the epochs that are left.
   *
   * @param begin the epoch of the session that is this loop's first
   */
  void run(int begin) {
    this.begin = begin;
    int end = begin + settings.epochs();
    for (epoch = Math.max(begin, session.firstEpoch()); epoch < end; epoch++) {
      step = 0;
      samples = 0;
      correct = 0;
      loss = 0;
      norm = 0;
      updates = 0;
      for (var batch : session.batches(Split.TRAIN, settings.batchSize(), epoch)) {
        learn(batch, (long) epoch * steps + step);
        step++;
      }
      end();
    }
  }

  /** Memory for a purpose, one tensor for each shape asked for. */
  Tensor tensor(String purpose, Shape shape) {
    return tensors
        .computeIfAbsent(purpose, name -> new HashMap<>())
        .computeIfAbsent(shape, session::tensor);
  }

  /**
   * Counts a batch.
   *
   * @param output the network's, {@code [T][B][C]}
   */
  void report(double mean, Tensor output, Batch batch) {
    var scores = tensor("scores", Shape.of(batch.size(), Classes.count(output)));
    settings.loss().scores(output, scores);
    int right = 0;
    for (int b = 0; b < batch.size(); b++) {
      right += Classes.best(scores, b) == batch.labels()[b] ? 1 : 0;
    }
    session.step(epoch, step, steps, mean, (double) right / batch.size());
    samples += batch.size();
    correct += right;
    loss += mean * batch.size();
  }

  /** Updates all parameters by their gradients. */
  void update() {
    boolean each = settings.per() == Bptt.Per.UPDATE;
    long at = each ? (long) (epoch - begin) * steps + step : epoch - begin;
    long all = each ? (long) settings.epochs() * steps : settings.epochs();
    double factor = settings.schedule().factor(at, all);
    double now = optimisers.gradientNorm();
    if (!Double.isFinite(now)) {
      throw new HillockException(
          ErrorCode.DIVERGED,
          "the gradient is not finite in epoch %d, step %d; lower the learning rate or set clip"
              .formatted(epoch, step));
    }
    double limit = settings.clip().orElse(Double.POSITIVE_INFINITY);
    var momentum = settings.schedule().momentum(at, all);
    optimisers.apply(factor, momentum, now > limit ? limit / now : 1);
    norm += now;
    rate = settings.optimiser().rate() * factor;
    updates++;
  }

  /** Adds a rule's own figures of an epoch. */
  void addFigures(Map<String, Double> figures) {}

  /** Sees all figures of an epoch, and may add some, before its checkpoint is saved. */
  void beforeSaving(int epoch, Map<String, Double> figures) {}

  private void end() {
    var figures = new LinkedHashMap<String, Double>();
    figures.put("train_loss", loss / samples);
    figures.put("train_accuracy", (double) correct / samples);
    if (updates > 0) {
      figures.put("learning_rate", rate);
      figures.put("gradient_norm", norm / updates);
    }
    addFigures(figures);
    addValidation(session, settings, figures);
    beforeSaving(epoch, figures);
    session.endEpoch(epoch, figures);
  }

  private static void addValidation(
      TrainingSession session, Settings settings, Map<String, Double> figures) {
    if (session.batchCount(Split.VALIDATION, settings.batchSize()) > 0) {
      session
          .evaluate(Split.VALIDATION, settings.loss(), settings.batchSize())
          .forEach((name, value) -> figures.put("validation_" + name, value));
    }
  }
}
