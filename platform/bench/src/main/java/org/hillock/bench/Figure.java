package org.hillock.bench;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A measured row.
 *
 * @param name of the row
 * @param value what this platform reached: a kernel's best turn, a whole step's median turn
 * @param median what the median turn reached, in the same unit
 * @param unit of value, median and baseline
 * @param baseline what the rival reached in turns between ours, by the same statistic as value
 * @param ratio how many times better value is than baseline; above 1 this platform is ahead
 * @param target the least ratio asked for
 * @param against what the baseline is, or why there is none; may be empty
 */
public record Figure(
    String name,
    double value,
    double median,
    String unit,
    OptionalDouble baseline,
    OptionalDouble ratio,
    OptionalDouble target,
    String against) {

  /** Whether the target is reached; empty without a target or a baseline. */
  public Optional<Boolean> met() {
    return ratio.isPresent() && target.isPresent()
        ? Optional.of(ratio.getAsDouble() >= target.getAsDouble())
        : Optional.empty();
  }

  /** A value without a baseline. */
  static Figure alone(String name, double value, double median, String unit, String against) {
    return new Figure(
        name,
        value,
        median,
        unit,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        against);
  }

  /** The best time in milliseconds beside another's. */
  static Figure time(
      String name, Timing ours, Timing theirs, OptionalDouble target, String against) {
    return new Figure(
        name,
        ours.best() * 1e3,
        ours.median() * 1e3,
        "ms",
        OptionalDouble.of(theirs.best() * 1e3),
        OptionalDouble.of(theirs.best() / ours.best()),
        target,
        against);
  }

  /** Work in the best time, beside another's. */
  static Figure rate(String name, Work work, Timing ours, Rival rival, OptionalDouble target) {
    var baseline = rival.timing().map(t -> rival.amount() / t.best());
    double value = work.amount() / ours.best();
    return new Figure(
        name,
        value,
        work.amount() / ours.median(),
        work.unit(),
        baseline.map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
        baseline.map(b -> OptionalDouble.of(value / b)).orElseGet(OptionalDouble::empty),
        target,
        rival.name());
  }

  /** An amount of work, and the unit of its rate. */
  record Work(double amount, String unit) {}

  /**
   * Who else did it.
   *
   * @param name who, or why nobody did
   * @param amount the rival's amount of work
   */
  record Rival(String name, Optional<Timing> timing, double amount) {}
}
