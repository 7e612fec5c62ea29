package org.hillock.testkit;

/** By how much a gradient is off, for messages. */
final class Factor {

  private Factor() {}

  /** For example {@code " (2.00 times that)"}; empty where there is no factor to speak of. */
  static String of(double gradient, double difference) {
    double factor = gradient / difference;
    return Double.isFinite(factor) && factor != 0 ? " (%.3g times that)".formatted(factor) : "";
  }
}
