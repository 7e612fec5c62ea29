package org.hillock.plugins.iir;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.Split;
import org.hillock.api.metric.Metric.Figure;
import org.hillock.api.network.Network;
import org.hillock.api.network.Parameter;
import org.hillock.api.train.Batch;
import org.hillock.api.train.TrainingSession;
import org.hillock.api.train.Updates;

/** One stage: a network learns by backpropagation through time, on images held for T steps. */
final class StageLoop {

  private final TrainingSession session;
  private final Network network;
  private final String name;
  private final int steps;
  private final Recipe recipe;
  private final Updates updates;
  private final GradientMean gradients;
  private final Score score;
  private final int batches;

  /**
   * A stage that the session has begun.
   *
   * @param steps time steps T
   */
  StageLoop(TrainingSession session, Network network, String name, int steps, Recipe recipe) {
    this.session = session;
    this.network = network;
    this.name = name;
    this.steps = steps;
    this.recipe = recipe;
    var learning = learning();
    updates = session.optimise("optimiser", recipe.optimiser(), learning);
    gradients = new GradientMean(session, learning, recipe.accumulate());
    score = new Score(session, recipe.loss());
    batches = session.batchCount(Split.TRAIN, recipe.batchSize());
  }

  private List<Parameter> learning() {
    if (recipe.neurons()) {
      return network.parameters();
    }
    var fixed =
        network.layers().stream()
            .filter(layer -> layer.spiking())
            .flatMap(layer -> network.parameters(layer).stream())
            .toList();
    return network.parameters().stream().filter(p -> !fixed.contains(p)).toList();
  }

  /**
   * Runs the epochs of the stage that are left.
   *
   * @param begin the epoch of the run that is its first
   */
  void run(int begin) {
    int end = begin + recipe.epochs();
    for (int epoch = Math.max(begin, session.firstEpoch()); epoch < end; epoch++) {
      double rate =
          recipe.optimiser().rate() * recipe.schedule().factor(epoch - begin, recipe.epochs());
      var momentum = recipe.schedule().momentum(epoch - begin, recipe.epochs());
      score.clear();
      int step = 0;
      for (var batch : session.batches(Split.TRAIN, recipe.batchSize(), epoch)) {
        learn(batch, epoch, step);
        step++;
        if (gradients.add() || step == batches) {
          update(rate, momentum, epoch, step);
        }
      }
      session.endEpoch(epoch, figures(rate, epoch == end - 1));
    }
  }

  private void learn(Batch batch, int epoch, int step) {
    var execution = network.training(steps, batch.size());
    batch.encodeInto(execution.input());
    execution.randomise((long) epoch * batches + step);
    execution.forward();
    double loss =
        recipe.loss().evaluate(execution.output(), batch.labels(), execution.outputGradient());
    double accuracy = score.add(execution.output(), batch.labels(), loss);
    session.step(epoch, step, batches, loss, accuracy);
    execution.backward();
  }

  private void update(double rate, OptionalDouble momentum, int epoch, int step) {
    gradients.finish();
    if (!Double.isFinite(updates.gradientNorm())) {
      throw new HillockException(
          ErrorCode.DIVERGED,
          "the gradient is not finite in epoch %d (stage %s), step %d; lower the learning rate"
              .formatted(epoch, name, step));
    }
    updates.apply(rate, momentum, 1);
  }

  private Map<String, Double> figures(double rate, boolean last) {
    var figures = new LinkedHashMap<String, Double>();
    figures.put(name + "_train_loss", score.loss());
    figures.put(name + "_train_accuracy", score.accuracy());
    figures.put(name + "_learning_rate", rate);
    if (session.batchCount(Split.VALIDATION, recipe.batchSize()) > 0) {
      session
          .evaluate(Split.VALIDATION, recipe.loss(), recipe.batchSize())
          .forEach((figure, value) -> figures.put(name + "_validation_" + figure, value));
    }
    if (last) {
      session.measure(recipe.loss(), recipe.batchSize()).stream()
          .filter(figure -> !ofLayer(figure) && Double.isFinite(figure.value()))
          .forEach(figure -> figures.put(series(figure), figure.value()));
    }
    return figures;
  }

  private boolean ofLayer(Figure figure) {
    return network.layers().stream().anyMatch(l -> figure.name().endsWith("/" + l.name()));
  }

  private String series(Figure figure) {
    return name + "_" + figure.name().replace('/', '_');
  }
}
