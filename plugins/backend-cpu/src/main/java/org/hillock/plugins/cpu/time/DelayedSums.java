package org.hillock.plugins.cpu.time;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.Stream;
import org.hillock.api.backend.DelayedSum;
import org.hillock.api.tensor.Tensor;
import org.hillock.plugins.cpu.gemm.Transposer;
import org.hillock.plugins.cpu.lanes.Aligned;
import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.plugins.cpu.parallel.Team;

/**
 * Sums of inputs delayed by whole steps: rows lie side by side in the lanes, some steps of an
 * output in registers, and each synapse adds as many steps of its input, from where its delay says.
 */
public final class DelayedSums {

  private static final int LANES = Lanes.LENGTH;

  private final Team team;
  private final Windows windows = new Windows();
  private final Worker[] workers;
  private int[] places = {};
  private float[] values = {};

  /** What one thread has for itself. */
  private static final class Worker {
    final Transposer transposer = new Transposer();
    final Aligned inputs = new Aligned();
    final Aligned sums = new Aligned();
    float[] row = new float[0];
  }

  /** How sums are cut into windows of steps and groups of rows. */
  private record Cut(DelayedSum sum) {

    int windows() {
      return (sum.outputs() + Windows.widest() - 1) / Windows.widest();
    }

    int width() {
      return (sum.outputs() + windows() - 1) / windows();
    }

    /** Steps of the inputs that a window of outputs sees. */
    int seen() {
      return sum.past() + width();
    }

    int groups() {
      return (sum.rows() + LANES - 1) / LANES;
    }

    int fanIn() {
      return sum.each() * sum.in();
    }
  }

  /** Sums on a team. */
  public DelayedSums(Team team) {
    this.team = team;
    workers = Stream.generate(Worker::new).limit(team.threads()).toArray(Worker[]::new);
  }

  /** See {@link org.hillock.api.backend.Device#sumDelayed}. */
  public void run(Tensor earlier, Tensor x, Tensor weights, Tensor delays, Tensor y) {
    var c = new Cut(DelayedSum.of(earlier, x, weights, delays, y));
    int synapses = Math.toIntExact(weights.size());
    if (places.length < synapses) {
      places = new int[synapses];
      values = new float[synapses];
    }
    team.run(c.fanIn(), (i, worker) -> list(c, i, weights.segment(), delays.segment()));
    var sum = windows.gradient(c.width()).ofValues();
    team.run(
        c.groups() * c.windows(),
        (i, worker) -> {
          int group = i / c.windows();
          int first = i % c.windows() * c.width();
          var w = workers[worker];
          load(c, group, first, earlier, x, w);
          sum(c, sum, w);
          put(c, group, first, w, y);
        });
  }

  /** Where the synapses of an input find it, by output. */
  private void list(Cut c, int number, MemorySegment weights, MemorySegment delays) {
    int input = number % c.sum.in();
    for (int j = 0; j < c.sum.out(); j++) {
      long from = (long) number * c.sum.out() + j;
      int delay = c.sum.delay(delays.getAtIndex(Lanes.FLOAT, from));
      int to = j * c.fanIn() + number;
      places[to] = (input * c.seen() + c.sum.past() - delay) * LANES;
      values[to] = weights.getAtIndex(Lanes.FLOAT, from);
    }
  }

  /** The inputs of a group, {@code [in][seen][lanes]}. */
  private static void load(Cut c, int group, int first, Tensor earlier, Tensor x, Worker w) {
    int size = c.sum.in() * c.seen() * LANES;
    w.inputs.reserve(size);
    int begin = w.inputs.first();
    Arrays.fill(w.inputs.array(), begin, begin + size, 0);
    int row = group * LANES;
    int rows = Math.min(LANES, c.sum.rows() - row);
    long step = 4L * c.sum.rows() * c.sum.in();
    long offset = 4L * row * c.sum.in();
    int steps = c.sum.steps();
    for (int s = 0; s < c.seen(); s++) {
      int t = first + s - c.sum.past();
      if (t < steps) {
        var from = t < 0 ? earlier.segment() : x.segment();
        long at = offset + step * (t < 0 ? t + c.sum.past() : t);
        int to = begin + s * LANES;
        w.transposer.copy(
            from, at, 4L * c.sum.in(), rows, c.sum.in(), w.inputs.array(), to, c.seen() * LANES);
      }
    }
  }

  private void sum(Cut c, WindowGradient sum, Worker w) {
    int each = c.width() * LANES;
    w.sums.reserve(c.sum.out() * each);
    float[] inputs = w.inputs.array();
    float[] sums = w.sums.array();
    Arrays.fill(sums, w.sums.first(), w.sums.first() + c.sum.out() * each, 0);
    for (int j = 0; j < c.sum.out(); j++) {
      int from = j * c.fanIn();
      int to = w.sums.first() + j * each;
      sum.run(from, from + c.fanIn(), places, values, inputs, w.inputs.first(), sums, to);
    }
  }

  private static void put(Cut c, int group, int first, Worker w, Tensor y) {
    if (w.row.length < c.sum.out()) {
      w.row = new float[c.sum.out()];
    }
    float[] sums = w.sums.array();
    int each = c.width() * LANES;
    int rows = Math.min(LANES, c.sum.rows() - group * LANES);
    for (int s = 0; s < Math.min(c.width(), c.sum.outputs() - first); s++) {
      for (int r = 0; r < rows; r++) {
        int from = w.sums.first() + s * LANES + r;
        for (int j = 0; j < c.sum.out(); j++) {
          w.row[j] = sums[from + j * each];
        }
        long row = (long) (first + s) * c.sum.rows() + group * LANES + r;
        MemorySegment.copy(w.row, 0, y.segment(), Lanes.FLOAT, 4 * row * c.sum.out(), c.sum.out());
      }
    }
  }
}
