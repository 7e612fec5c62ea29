package org.hillock.tests.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.backend.Device;
import org.hillock.tests.conformance.LayerCases.Case;

/** Every layer, and so every operation. */
final class Layers {

  static final String SPIKES = ", spikes in";

  /** Time steps and sequences: 1, 3, 17, 255 and 4097 rows. */
  private static final int[][] SIZES = {{1, 1}, {3, 1}, {1, 17}, {5, 51}, {17, 241}};

  private static final double[] STEPS = {0.02, 0.002};
  private static final double DENSITY = 0.03;
  private static final int SEEDS = 5;

  private Layers() {}

  /** The deviations of one layer: from central differences, and of each device. */
  static Map<String, Deviation> check(Case one, Device reference, Map<String, Device> devices) {
    var deviations = new LinkedHashMap<String, Deviation>();
    deviations.put(Neurons.DIFFERENCES, differences(one, reference));
    devices.forEach(
        (name, device) -> {
          deviations.put(name, equality(one, reference, device, Optional.empty()));
          deviations.put(name + SPIKES, equality(one, reference, device, Optional.of(DENSITY)));
        });
    return deviations;
  }

  /** A difference over a kink of a function means nothing; then other numbers are drawn. */
  private static Deviation differences(Case one, Device reference) {
    var deviation = new Deviation();
    if (one.smooth()) {
      for (int seed = 0; seed < SEEDS && !deviation.holds(); seed++) {
        for (int s = 0; s < STEPS.length && !deviation.holds(); s++) {
          deviation = new Deviation();
          try (var run = new NetworkRun(one, reference, 3, 2, Optional.empty(), seed)) {
            run.differences(STEPS[s], deviation, one.name());
          }
        }
      }
    }
    return deviation;
  }

  private static Deviation equality(
      Case one, Device reference, Device device, Optional<Double> spikes) {
    var deviation = new Deviation();
    for (int[] size : SIZES) {
      deviation = deviation.plus(equality(one, reference, device, spikes, size));
    }
    return deviation;
  }

  /** Where rounding decides a spike two right answers differ; then other numbers are drawn. */
  private static Deviation equality(
      Case one, Device reference, Device device, Optional<Double> spikes, int[] size) {
    boolean parallel = one.name().startsWith("psn");
    int steps = parallel ? LayerCases.PARALLEL_STEPS : size[0];
    int batch = parallel ? Math.ceilDiv(size[0] * size[1], steps) : size[1];
    var deviation = new Deviation();
    for (int seed = 0; seed < SEEDS && !deviation.holds(); seed++) {
      deviation = new Deviation();
      try (var expected = new NetworkRun(one, reference, steps, batch, spikes, seed);
          var actual = new NetworkRun(one, device, steps, batch, spikes, seed)) {
        if (spikes.isPresent() && !expected.hasSynapses()) {
          return deviation;
        }
        var what = "%s × %d".formatted(one.name(), steps * batch);
        var got = actual.values();
        for (var want : expected.values().entrySet()) {
          deviation.compare(want.getValue(), got.get(want.getKey()), what + ": " + want.getKey());
        }
      }
    }
    return deviation;
  }
}
