package org.hillock.plugins.cpu.time;

import java.util.Arrays;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import org.hillock.api.tensor.Tensor;
import org.hillock.plugins.cpu.events.Events;
import org.hillock.plugins.cpu.lanes.Aligned;
import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.plugins.cpu.parallel.Team;

/**
 * The gradient of taps: the events of a block of sequences, input by input, add the windows of
 * output gradients that follow them.
 */
final class TapGradients {

  private static final int LANES = Lanes.LENGTH;

  /** Shares of the work, at least, so that two or more threads end at about the same time. */
  private static final int SHARES = 8;

  private final Team team;
  private final Windows windows;
  private final Aligned[] blocks;
  private InputEvents[] listed = {};
  private final Aligned sums = new Aligned();

  TapGradients(Team team, Windows windows) {
    this.team = team;
    this.windows = windows;
    blocks = Stream.generate(Aligned::new).limit(team.threads()).toArray(Aligned[]::new);
  }

  /**
   * Writes them.
   *
   * @param events of each row, step by step
   */
  void run(Extents e, Events[] events, Tensor dy, Tensor dtaps, boolean accumulate) {
    if (listed.length < e.blocks()) {
      int had = listed.length;
      listed = Arrays.copyOf(listed, e.blocks());
      Arrays.setAll(listed, i -> i < had ? listed[i] : new InputEvents());
    }
    sums.reserve(Math.multiplyExact(e.panels(), e.panelSize()));
    team.run(e.blocks(), (block, worker) -> listed[block].list(e, block, events));
    var kernels = windows.gradient(e.width());
    int parts = Math.min(e.in(), (SHARES + e.panels() - 1) / e.panels());
    team.run(
        e.panels() * parts,
        (i, worker) -> {
          int panel = i / parts;
          int first = e.in() * (i % parts) / parts;
          int end = e.in() * (i % parts + 1) / parts;
          collect(e, panel, first, end, kernels, dy, worker);
          put(e, panel, first, end, dtaps, accumulate);
        });
  }

  private void collect(
      Extents e,
      int panel,
      int first,
      int end,
      Windows.Pair<WindowGradient> kernels,
      Tensor dy,
      int worker) {
    var gradients = blocks[worker];
    gradients.reserve(Extents.BLOCK * e.reached() * LANES);
    for (int w = 0; w < e.windows(); w++) {
      Arrays.fill(sums.array(), at(e, panel, w, first), at(e, panel, w, end), 0);
    }
    for (int block = 0; block < e.blocks(); block++) {
      load(e, panel, block, dy, gradients);
      var events = listed[block];
      var kernel = kernels.of(events.binary());
      for (int w = 0; w < e.windows(); w++) {
        int shift = gradients.first() + w * e.width() * LANES;
        events.run(
            kernel, e, first, end, shift, gradients.array(), sums.array(), at(e, panel, w, 0));
      }
    }
  }

  private int at(Extents e, int panel, int window, int input) {
    return sums.first() + ((panel * e.windows() + window) * e.in() + input) * e.width() * LANES;
  }

  /** The gradients of a panel and a block, {@code [row][reached][lanes]}. */
  private static void load(Extents e, int panel, int block, Tensor dy, Aligned to) {
    var mask = Lanes.first(e.columns(panel));
    for (int step = 0; step < e.reached(); step++) {
      int t = step + e.first();
      for (int r = 0; r < e.rows(block); r++) {
        long row = (long) t * e.rows() + block * Extents.BLOCK + r;
        long from = 4 * (row * e.out() + panel * LANES);
        var v =
            t >= 0 && t < e.outputs()
                ? FloatVector.fromMemorySegment(
                    Lanes.SPECIES, dy.segment(), from, Lanes.ORDER, mask)
                : Lanes.zero();
        v.intoArray(to.array(), to.first() + (r * e.reached() + step) * LANES);
      }
    }
  }

  private void put(Extents e, int panel, int first, int end, Tensor dtaps, boolean accumulate) {
    var to = dtaps.segment();
    var mask = Lanes.first(e.columns(panel));
    for (int k = 0; k < e.taps(); k++) {
      int delay = e.taps() - 1 - k;
      for (int i = first; i < end; i++) {
        int from = at(e, panel, delay / e.width(), i) + delay % e.width() * LANES;
        long at = 4 * (((long) k * e.in() + i) * e.out() + panel * LANES);
        var v = FloatVector.fromArray(Lanes.SPECIES, sums.array(), from);
        var sum =
            accumulate
                ? v.add(FloatVector.fromMemorySegment(Lanes.SPECIES, to, at, Lanes.ORDER, mask))
                : v;
        sum.intoMemorySegment(to, at, Lanes.ORDER, mask);
      }
    }
  }
}
