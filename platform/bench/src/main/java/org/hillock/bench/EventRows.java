package org.hillock.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Linear products of spikes beside the same product of dense numbers on the same device. */
final class EventRows {

  static final int ROWS = 25_600;
  static final int FEATURES = 512;

  /** Least gains by density of spikes. */
  private record Targets(int percent, double forward, double gradient) {}

  private static final List<Targets> TARGETS =
      List.of(
          new Targets(1, 10, 8),
          new Targets(5, 4.5, 4),
          new Targets(10, 2.8, 2.3),
          new Targets(20, 1.7, 1.3));

  private EventRows() {}

  static List<Row> of(Rig rig) {
    var rows = new ArrayList<Row>();
    for (var targets : TARGETS) {
      for (int threads : rig.threadCounts()) {
        rows.add(row(rig, "forward", false, targets.percent, targets.forward, threads));
      }
    }
    for (var targets : TARGETS) {
      for (int threads : rig.threadCounts()) {
        rows.add(row(rig, "weight-gradient", true, targets.percent, targets.gradient, threads));
      }
    }
    return rows;
  }

  private static Row row(
      Rig rig, String product, boolean gradient, int percent, double target, int threads) {
    return new Row(
        "event/linear-%dx%dx%d/%s/%d%%/t%d"
            .formatted(ROWS, FEATURES, FEATURES, product, percent, threads),
        name -> measure(rig, name, gradient, percent / 100.0, target, threads));
  }

  private static Figure measure(
      Rig rig, String name, boolean gradient, double density, double target, int threads) {
    var device = rig.device(threads);
    try (var tensors = new Tensors()) {
      var spikes = tensors.spikes(density, ROWS, FEATURES);
      var dense = tensors.dense(ROWS, FEATURES);
      var weight = tensors.dense(FEATURES, FEATURES);
      var y = tensors.dense(ROWS, FEATURES);
      int m = gradient ? FEATURES : ROWS;
      int k = gradient ? ROWS : FEATURES;
      var right = gradient ? y : weight;
      var result = gradient ? weight : y;
      var times =
          rig.race(
              Task.of(
                  () -> device.gemm(gradient, false, m, FEATURES, k, spikes, right, result, false)),
              Task.of(
                  () -> device.gemm(gradient, false, m, FEATURES, k, dense, right, result, false)));
      return Figure.time(
          name,
          times.getFirst(),
          times.getLast(),
          OptionalDouble.of(target),
          "dense on this device");
    }
  }
}
