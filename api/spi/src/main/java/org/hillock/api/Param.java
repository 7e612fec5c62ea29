package org.hillock.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Documents one parameter of a component. Parameters are record components of type {@code int},
 * {@code long}, {@code double}, {@code boolean}, {@code String}, an enum, a component interface of
 * the SPI (a nested component), {@code Optional} of these, {@code List} of these, or {@code
 * Map<String, …>} of these by name, sorted by the names. Specs write {@code hiddenUnits} as {@code
 * hiddenUnits} or {@code hidden-units}; enum constants in lower case with hyphens.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Param {

  /** The default of a parameter that must be given. */
  String REQUIRED = "\u0000required";

  /** One sentence: what the parameter means. */
  String doc();

  /**
   * The default, written as in a spec (YAML): {@code "2.0"}, {@code "atan"}, {@code "[]"}. Without
   * it the parameter is required; an {@code Optional} parameter is empty by default.
   */
  String value() default REQUIRED;

  /** The unit, for example {@code steps} or {@code Hz}; empty for a pure number. */
  String unit() default "";

  /** The smallest value allowed; not a number: no bound. */
  double min() default Double.NaN;

  /** The largest value allowed; not a number: no bound. */
  double max() default Double.NaN;

  /** A bound the value must exceed; not a number: no bound. */
  double above() default Double.NaN;

  /** A bound the value must stay below; not a number: no bound. */
  double below() default Double.NaN;
}
