package org.hillock.testkit;

import java.util.List;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.api.equations.Equations;
import org.hillock.api.network.Parameter;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Optimiser;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.train.OptimiserUpdates;

/** What is checked of every optimiser, on a parabola, whose gradient is the weight. */
final class OptimiserChecks {

  private static final int WEIGHTS = 67;
  private static final int UPDATES = 40;

  static final Suite<Optimiser> SUITE =
      new Suite<>(
          Optimiser.class,
          List.of(
              new Check<>("states an update", OptimiserChecks::states),
              new Check<>("descends", OptimiserChecks::descends),
              new Check<>("the same bits again, at any number of threads", OptimiserChecks::same),
              new Check<>("goes on from its saved states", OptimiserChecks::resumes)));

  private OptimiserChecks() {}

  private static void states(Subject<Optimiser> subject) {
    var eq = new Equations();
    subject.component().define(eq);
    var first = eq.states().isEmpty() ? "none" : eq.states().getFirst().name();
    if (!first.equals(Optimiser.WEIGHT)) {
      throw subject.fault("its first state", Optimiser.WEIGHT, first);
    }
    int asked = eq.parameters().size();
    int given = subject.component().scalars(1, 0.01).length;
    if (asked != given) {
      throw subject.fault("it gives another number of scalars than it asks for", asked, given);
    }
  }

  /** Weights under descent. */
  private static final class Descent implements AutoCloseable {

    private final Memory memory = Memory.open();
    private final Device device;
    private final OptimiserUpdates updates;
    private final double rate;
    final Parameter weights;

    Descent(Optimiser optimiser, HardwareBackend backend, int threads, Tensor start, long count) {
      rate = optimiser.rate();
      device = backend.open(threads);
      weights =
          new Parameter(
              "w",
              Tensors.copy(start),
              Tensors.zeros(WEIGHTS),
              Double.NEGATIVE_INFINITY,
              Double.POSITIVE_INFINITY);
      updates =
          new OptimiserUpdates("optimiser", optimiser, List.of(weights), device, memory, count);
    }

    Descent go(int count) {
      for (int i = 0; i < count; i++) {
        weights.gradient().copyFrom(weights.value());
        updates.apply(rate, 1);
      }
      return this;
    }

    /** Takes over where another one is. */
    Descent from(Descent other) {
      other.updates.moments().forEach((name, was) -> updates.moments().get(name).copyFrom(was));
      return this;
    }

    @Override
    public void close() {
      updates.close();
      device.close();
      memory.close();
    }
  }

  private static Tensor start() {
    return Tensors.random(1, -1, 1, WEIGHTS);
  }

  private static void descends(Subject<Optimiser> subject) {
    var backend = subject.rig().reference();
    try (var descent = new Descent(subject.component(), backend, 1, start(), 0).go(UPDATES)) {
      var after = descent.weights.value().toArray();
      subject.finite("the weights after %d updates".formatted(UPDATES), after);
      double before = squares(start().toArray());
      if (!(squares(after) < before)) {
        throw subject.fault(
            "the sum of squares, descended along its gradient, does not fall",
            "less than " + before,
            squares(after));
      }
    }
  }

  private static double squares(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += (double) v * v;
    }
    return sum;
  }

  private static void same(Subject<Optimiser> subject) {
    subject
        .rig()
        .threaded()
        .forEach(
            (name, backend) -> {
              try (var one = new Descent(subject.component(), backend, 1, start(), 0).go(UPDATES);
                  var two = new Descent(subject.component(), backend, 2, start(), 0).go(UPDATES)) {
                subject.same(
                    "not deterministic: the weights differ on backend " + name,
                    one.weights.value().toArray(),
                    two.weights.value().toArray());
              }
            });
  }

  private static void resumes(Subject<Optimiser> subject) {
    var backend = subject.rig().reference();
    int half = UPDATES / 2;
    try (var whole = new Descent(subject.component(), backend, 1, start(), 0).go(UPDATES);
        var first = new Descent(subject.component(), backend, 1, start(), 0).go(half);
        var second =
            new Descent(subject.component(), backend, 1, first.weights.value(), half)
                .from(first)
                .go(UPDATES - half)) {
      subject.same(
          "resumed from its saved states it ends in other weights",
          whole.weights.value().toArray(),
          second.weights.value().toArray());
    }
  }
}
