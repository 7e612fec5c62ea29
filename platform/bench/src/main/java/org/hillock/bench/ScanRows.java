package org.hillock.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hillock.api.network.NeuronModel;
import org.hillock.bench.Figure.Rival;
import org.hillock.bench.Figure.Work;
import org.hillock.bench.rival.Triad;

/**
 * A compiled LIF beside the triad over as many elements: forward and backward are bound by memory,
 * so their gigabytes a second are compared.
 */
final class ScanRows {

  /**
   * A working set.
   *
   * @param target share of the triad's speed; a smaller one where caches help the triad more
   */
  private record Size(int steps, int neurons, double target) {}

  private static final List<Size> SIZES =
      List.of(new Size(4, 64 * 64 * 32 * 32, 0.75), new Size(100, 65_536, 0.60));

  private enum Direction {
    FORWARD,
    BACKWARD
  }

  private ScanRows() {}

  static List<Row> of(Rig rig) {
    var rows = new ArrayList<Row>();
    for (var size : SIZES) {
      for (var direction : Direction.values()) {
        for (int threads : rig.threadCounts()) {
          rows.add(
              new Row(
                  "scan/lif-%dx%d/%s/t%d"
                      .formatted(
                          size.steps,
                          size.neurons,
                          direction.name().toLowerCase(Locale.ROOT),
                          threads),
                  name -> measure(rig, name, size, direction, threads)));
        }
      }
    }
    return rows;
  }

  private static Figure measure(Rig rig, String name, Size size, Direction direction, int threads) {
    var lif = rig.component(NeuronModel.class, "lif");
    try (var tensors = new Tensors();
        var triad =
            new Triad(
                tensors.zeros(size.steps, size.neurons),
                tensors.dense(size.steps, size.neurons),
                tensors.dense(size.steps, size.neurons),
                threads)) {
      var scan = new ScanTask(lif, 1, size.steps, size.neurons, rig.device(threads), tensors);
      scan.forward();
      boolean forward = direction == Direction.FORWARD;
      var times = rig.race(Task.of(forward ? scan::forward : scan::backward), Task.of(triad::run));
      return Figure.rate(
          name,
          new Work(forward ? scan.forwardTraffic() : scan.backwardTraffic(), "GB/s"),
          times.getFirst(),
          new Rival("triad", Optional.of(times.getLast()), triad.traffic()),
          OptionalDouble.of(size.target));
    }
  }
}
