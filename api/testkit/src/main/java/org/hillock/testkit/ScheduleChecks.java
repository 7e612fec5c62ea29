package org.hillock.testkit;

import java.util.List;
import org.hillock.api.train.Schedule;

/** What is checked of every learning-rate schedule. */
final class ScheduleChecks {

  private static final long[] LENGTHS = {1, 2, 7, 1000};

  static final Suite<Schedule> SUITE =
      new Suite<>(
          Schedule.class,
          List.of(
              new Check<>("is a finite factor at every step", ScheduleChecks::finite),
              new Check<>("depends on the step alone", ScheduleChecks::pure)));

  private ScheduleChecks() {}

  private static void finite(Subject<Schedule> subject) {
    for (long steps : LENGTHS) {
      double largest = 0;
      for (long step = 0; step < steps; step++) {
        double factor = subject.component().factor(step, steps);
        if (!(factor >= 0 && Double.isFinite(factor))) {
          throw subject.fault(
              "the factor of step %d of %d".formatted(step, steps), "at least 0", factor);
        }
        largest = Math.max(largest, factor);
      }
      if (largest == 0) {
        throw subject.fault("of %d steps none learns".formatted(steps), "a factor above 0", 0);
      }
    }
  }

  private static void pure(Subject<Schedule> subject) {
    for (long steps : LENGTHS) {
      var forward = new double[(int) steps];
      for (int step = 0; step < steps; step++) {
        forward[step] = subject.component().factor(step, steps);
      }
      for (int step = (int) steps - 1; step >= 0; step--) {
        double again = subject.component().factor(step, steps);
        if (again != forward[step]) {
          throw subject.fault(
              "not deterministic: asked again, the factor of step " + step, forward[step], again);
        }
      }
    }
  }
}
