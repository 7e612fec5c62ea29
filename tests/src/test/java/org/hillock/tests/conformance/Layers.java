package org.hillock.tests.conformance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.backend.Device;
import org.hillock.tests.conformance.LayerCases.Case;

/** Every layer, and so every operation. */
final class Layers {

  static final String DIFFERENCES = ": differences";
  static final String SPIKES = ": spikes in";

  /** Time steps and sequences: 1, 3, 17, 255 and 4097 rows. */
  private static final int[][] SIZES = {{1, 1}, {3, 1}, {1, 17}, {5, 51}, {17, 241}};

  private static final double DENSITY = 0.03;

  private Layers() {}

  /**
   * The deviations of one layer: from central differences, of the reference and of each device; of
   * each device from the reference, and again where its products are event-driven.
   */
  static Map<String, Deviation> check(Case one, Device reference, Map<String, Device> devices) {
    var deviations = new LinkedHashMap<String, Deviation>();
    for (int[] size : SIZES) {
      dense(one, reference, devices, size)
          .forEach((name, found) -> deviations.merge(name, found, Deviation::plus));
    }
    devices.forEach(
        (name, device) -> deviations.put(name + SPIKES, eventDriven(one, reference, device)));
    return deviations;
  }

  private static Map<String, Deviation> dense(
      Case one, Device reference, Map<String, Device> devices, int[] size) {
    var finding =
        Point.find(
            one.name(),
            seed -> {
              try (var expected = run(one, reference, size, Optional.empty(), seed)) {
                var differences = new Differences(expected);
                return Point.of(
                    differences.nearestKink(),
                    () -> {
                      differences.take(seed);
                      return dense(one, expected, differences, devices, size, seed);
                    });
              }
            });
    finding.found().get(Neurons.DIFFERENCES).at(finding.redrawn());
    return finding.found();
  }

  private static Map<String, Deviation> dense(
      Case one,
      NetworkRun expected,
      Differences differences,
      Map<String, Device> devices,
      int[] size,
      int seed) {
    var deviations = new LinkedHashMap<String, Deviation>();
    deviations.put(Neurons.DIFFERENCES, differences.of(expected, what(one, expected)));
    devices.forEach(
        (name, device) -> {
          try (var actual = run(one, device, size, Optional.empty(), seed)) {
            deviations.put(name + DIFFERENCES, differences.of(actual, what(one, expected)));
            deviations.put(name, equality(one, expected, actual));
          }
        });
    return deviations;
  }

  private static NetworkRun run(
      Case one, Device device, int[] size, Optional<Double> spikes, int seed) {
    boolean parallel = one.name().startsWith("psn");
    int steps = parallel ? LayerCases.PARALLEL_STEPS : size[0];
    int batch = parallel ? Math.ceilDiv(size[0] * size[1], steps) : size[1];
    return new NetworkRun(one, device, steps, batch, spikes, seed);
  }

  private static String what(Case one, NetworkRun run) {
    return "%s × %d".formatted(one.name(), run.rows());
  }

  private static Deviation equality(Case one, NetworkRun expected, NetworkRun actual) {
    var deviation = new Deviation();
    var got = actual.values();
    expected
        .values()
        .forEach(
            (name, want) ->
                deviation.compare(want, got.get(name), what(one, expected) + ": " + name));
    return deviation;
  }

  /**
   * At the largest size, for products that are too small are dense. Empty where the device does not
   * say of any product that it was event-driven.
   */
  private static Deviation eventDriven(Case one, Device reference, Device device) {
    var size = SIZES[SIZES.length - 1];
    var finding =
        Point.find(
            one.name(),
            seed -> {
              try (var expected = run(one, reference, size, Optional.of(DENSITY), seed)) {
                var before = new HashSet<>(device.choices());
                try (var actual = run(one, device, size, Optional.of(DENSITY), seed)) {
                  return seed == 0 && choices(device, before).isEmpty()
                      ? Optional.of(new Deviation())
                      : Point.of(expected.nearestKink(), () -> equality(one, expected, actual));
                }
              }
            });
    finding.found().at(finding.redrawn());
    return finding.found();
  }

  private static List<String> choices(Device device, HashSet<String> before) {
    var all = new ArrayList<>(device.choices());
    all.removeIf(choice -> before.contains(choice) || !choice.contains("event-driven"));
    return all;
  }
}
