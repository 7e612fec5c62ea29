package org.hillock.engine.component;

import java.util.Optional;

/**
 * One parameter of a component. Plain data.
 *
 * @param name as specs write it: {@code hidden-units}
 * @param type what may be given
 * @param doc one sentence: what it means
 * @param unit for example {@code steps}; empty for a pure number
 * @param standard the default as a spec would write it; empty: the parameter must be given, or is
 *     {@link ParameterType.Maybe} and absent
 * @param range the bounds of each number
 */
public record ParameterInfo(
    String name,
    ParameterType type,
    String doc,
    String unit,
    Optional<String> standard,
    Range range) {

  /** Whether a spec must give it. */
  public boolean required() {
    return standard.isEmpty() && !(type instanceof ParameterType.Maybe);
  }

  /** What may be given, as a message says it: {@code a number of at least 1}. */
  public String expected() {
    return type.phrase() + range;
  }
}
