package org.hillock.plugins.metrics;

/** What the metrics defined by NeuroBench have in common. */
final class NeuroBench {

  /** Where they are defined. */
  static final String CITATION =
      "Yik, J., et al. (2025). The NeuroBench framework for benchmarking neuromorphic computing"
          + " algorithms and systems. Nature Communications 16.";

  private NeuroBench() {}
}
