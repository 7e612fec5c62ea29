package org.hillock.api.equations;

/**
 * A parameter of a set of equations.
 *
 * @param name its name within the equations
 * @param sharing whether all neurons share one value or each feature has its own
 * @param learnable whether gradients are wanted; a parameter that is not learnable is supplied by
 *     the caller at each call
 * @param initial the value before training
 * @param minimum the smallest value allowed after an update; negative infinity: none
 * @param maximum the largest value allowed after an update; infinity: none
 */
public record ParameterSpec(
    String name,
    Sharing sharing,
    boolean learnable,
    double initial,
    double minimum,
    double maximum) {

  /** How many values a parameter has. */
  public enum Sharing {
    /** One value for all neurons. */
    SCALAR,
    /** One value for each feature (the last axes of a sequence, without time and batch). */
    FEATURE
  }

  public ParameterSpec {
    if (!(minimum <= initial && initial <= maximum)) {
      throw new IllegalArgumentException(
          "initial value %s of parameter %s lies outside [%s, %s]"
              .formatted(initial, name, minimum, maximum));
    }
  }

  /** A learnable parameter without bounds. */
  public static ParameterSpec learnable(String name, Sharing sharing, double initial) {
    return new ParameterSpec(
        name, sharing, true, initial, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** A value supplied by the caller at each call. */
  public static ParameterSpec given(String name, Sharing sharing) {
    return new ParameterSpec(
        name, sharing, false, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** The same parameter, kept within bounds after each update. */
  public ParameterSpec within(double min, double max) {
    return new ParameterSpec(name, sharing, learnable, initial, min, max);
  }
}
