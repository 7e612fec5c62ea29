package org.hillock.plugins.trainers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hillock.api.network.Credit;
import org.hillock.api.network.Execution;
import org.hillock.api.network.State;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Batch;
import org.hillock.api.train.TrainingSession;

/**
 * Learning from windows of a sequence, one after the other: the network's state passes from window
 * to window, gradients do not.
 */
final class WindowLoop extends Loop implements AutoCloseable {

  private final int window;
  private final Credit credit;
  private final After after;
  private final Map<Integer, State> states = new HashMap<>();
  private final List<Tensor> sums = new ArrayList<>();

  WindowLoop(Settings settings, TrainingSession session, int window, Credit credit, After after) {
    super(settings, session, session.network().parameters());
    this.window = window;
    this.credit = credit;
    this.after = after;
    if (after == After.SEQUENCE) {
      network.parameters().forEach(p -> sums.add(session.tensor(p.value().shape())));
    }
  }

  @Override
  void learn(Batch batch, long number) {
    int steps = batch.steps();
    var features = network.inputShape().prepend(steps, batch.size());
    var sequence = tensor("sequence", features);
    var outputs = tensor("outputs", network.outputShape().prepend(steps, batch.size()));
    batch.encodeInto(sequence);
    var state = states.computeIfAbsent(batch.size(), network::newState);
    state.reset();
    sums.forEach(sum -> sum.fill(0));
    int first = settings.loss().firstStep(steps);
    double loss = 0;
    for (int from = 0; from < steps; from += window) {
      int count = Math.min(window, steps - from);
      var execution = network.training(count, batch.size(), credit);
      execution.input().copyFrom(sequence.slice(from, count));
      execution.randomise(number);
      execution.forward(state);
      outputs.slice(from, count).copyFrom(execution.output());
      int silent = Math.clamp(first - from, 0, count);
      if (silent < count) {
        double share = (count - silent) / (double) (steps - first);
        loss += share * gradient(execution, batch, silent, share);
        execution.backward();
        take();
      }
    }
    report(loss, outputs, batch);
    if (after == After.SEQUENCE) {
      for (int p = 0; p < sums.size(); p++) {
        network.parameters().get(p).gradient().copyFrom(sums.get(p));
      }
      update();
    }
  }

  /** Writes the output's gradient, of which the first steps have none. */
  private double gradient(Execution execution, Batch batch, int silent, double share) {
    int count = execution.steps() - silent;
    var gradient = execution.outputGradient();
    if (silent > 0) {
      gradient.slice(0, silent).fill(0);
    }
    var counted = gradient.slice(silent, count);
    double loss =
        settings.loss().evaluate(execution.output().slice(silent, count), batch.labels(), counted);
    for (long i = 0, n = counted.size(); i < n; i++) {
      counted.set(i, (float) (counted.get(i) * share));
    }
    return loss;
  }

  private void take() {
    if (after == After.WINDOW) {
      update();
      return;
    }
    for (int p = 0; p < sums.size(); p++) {
      session.device().addTo(network.parameters().get(p).gradient(), sums.get(p));
    }
  }

  @Override
  public void close() {
    states.values().forEach(State::close);
  }
}
