package org.hillock.plugins.onednn;

import org.junit.jupiter.api.Test;

/** Compares the two; run by name only (see docs/onednn.md). */
@WithLibrary
class OneDnnBenchmark {

  @Test
  void measure() {
    var comparison = new Comparison(0.4, System.out::println);
    Comparison.rows().forEach(row -> row.accept(comparison));
  }
}
