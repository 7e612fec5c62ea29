package org.hillock.testkit;

import java.util.List;
import java.util.Optional;
import org.hillock.engine.component.Kind;

/**
 * What is checked of the components of a kind.
 *
 * @param spi the SPI interface of the kind
 */
record Suite<T>(Class<T> spi, List<Check<T>> checks) {

  Suite {
    checks = List.copyOf(checks);
  }

  /** That of a kind; of some only the parameters are checked. */
  static Optional<Suite<?>> of(Kind kind) {
    return switch (kind) {
      case NEURON -> Optional.of(NeuronChecks.SUITE);
      case SURROGATE -> Optional.of(SurrogateChecks.SUITE);
      case LAYER -> Optional.of(LayerChecks.SUITE);
      default -> Optional.empty();
    };
  }
}
