package org.hillock.testkit;

import java.util.Optional;
import org.hillock.api.tensor.Shape;

/**
 * A component with its parameters chosen, and what it is tried on.
 *
 * @param spec as an experiment writes it: {@code {type: linear, out: 5}}
 * @param features of a layer the features that arrive, of an encoder the sample's; empty: some that
 *     it takes are looked for
 * @param tokens what arrives are whole numbers from 0 to below this; 0: they are real numbers
 * @param differentiable whether its gradient is meant to be its derivative
 */
public record Example(String spec, Optional<Shape> features, int tokens, boolean differentiable) {

  /** A component written so, tried on real numbers of a shape it takes. */
  public static Example of(String spec) {
    return new Example(spec, Optional.empty(), 0, true);
  }

  /** The same on features of this shape. */
  public Example on(int... shape) {
    return new Example(spec, Optional.of(Shape.of(shape)), tokens, differentiable);
  }

  /** The same on whole numbers from 0 to below {@code count}. */
  public Example onTokens(int count) {
    return new Example(spec, features, count, differentiable);
  }

  /** The same, whose gradient is no derivative: it stops, or stands in for one. */
  public Example withoutDifferences() {
    return new Example(spec, features, tokens, false);
  }
}
