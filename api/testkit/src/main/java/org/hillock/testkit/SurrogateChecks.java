package org.hillock.testkit;

import java.util.List;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.random.RandomStream;
import org.hillock.engine.equations.GradientCheck;

/** What is checked of every surrogate. */
final class SurrogateChecks {

  private static final double TOLERANCE = 1e-4;
  private static final int STEPS = 32;
  private static final int SEEDS = 5;

  static final Suite<Surrogate> SUITE =
      new Suite<>(
          Surrogate.class,
          List.of(
              new Check<>(
                  "its slope is the derivative of its smooth function", SurrogateChecks::slope)));

  private SurrogateChecks() {}

  /** The gradient of the input is the slope at that input. */
  private static void slope(Subject<Surrogate> subject) {
    var best = check(subject, 0);
    for (int seed = 1; seed < SEEDS && best.relativeError() > TOLERANCE; seed++) {
      var next = check(subject, seed);
      best = next.relativeError() < best.relativeError() ? next : best;
    }
    if (!(best.relativeError() <= TOLERANCE)) {
      throw subject.fault(
          "its slope is not the derivative of its smooth function",
          best.difference() + " by central differences",
          "%s%s".formatted(best.gradient(), Factor.of(best.gradient(), best.difference())));
    }
    if (best.nonZero() == 0) {
      throw subject.fault("its slope is 0 at every input tried", "a slope near the threshold", 0);
    }
  }

  private static GradientCheck.Result check(Subject<Surrogate> subject, int seed) {
    return GradientCheck.run(eq -> spike(subject, eq), STEPS, RandomStream.of(seed));
  }

  private static void spike(Subject<Surrogate> subject, Equations eq) {
    eq.emit(eq.spike(eq.input(), subject.component()));
  }
}
