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

  static final Suite<Surrogate> SUITE =
      new Suite<>(
          Surrogate.class,
          List.of(
              new Check<>(
                  "its slope is the derivative of its smooth function", SurrogateChecks::slope)));

  private SurrogateChecks() {}

  /** The gradient of the input is the slope at that input. */
  private static void slope(Subject<Surrogate> subject) {
    var found = GradientCheck.run(eq -> spike(subject, eq), STEPS, RandomStream.of(0));
    if (!(found.relativeError() <= TOLERANCE)) {
      throw subject.fault(
          "its slope is not the derivative of its smooth function",
          found.difference() + " by central differences",
          "%s%s".formatted(found.gradient(), Factor.of(found.gradient(), found.difference())));
    }
    if (found.nonZero() == 0) {
      throw subject.fault("its slope is 0 at every input tried", "a slope near the threshold", 0);
    }
  }

  private static void spike(Subject<Surrogate> subject, Equations eq) {
    eq.emit(eq.spike(eq.input(), subject.component()));
  }
}
