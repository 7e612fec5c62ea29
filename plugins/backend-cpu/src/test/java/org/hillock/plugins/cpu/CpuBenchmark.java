package org.hillock.plugins.cpu;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Measures this backend; run by name only (see docs/benchmarks.md). */
class CpuBenchmark {

  @Test
  void measure() throws Exception {
    var rival = Optional.ofNullable(System.getProperty("benchmark.rival")).map(Path::of);
    new ScanBenchmarks(0.4, System.out::println).all();
    new Benchmarks(0.4, System.out::println).all(rival);
  }
}
