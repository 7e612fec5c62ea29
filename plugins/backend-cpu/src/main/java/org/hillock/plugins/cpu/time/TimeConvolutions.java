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
 * Convolutions in time of inputs that are mostly zero: their events are listed sequence by
 * sequence, and each adds its input's taps to a window of output steps that moves on with time.
 *
 * <p>Every element is one sum in the order of steps and inputs, whatever the threads.
 */
public final class TimeConvolutions {

  private static final int LANES = Lanes.LENGTH;

  private final Team team;
  private final Windows windows = new Windows();
  private final TapGradients gradients;
  private final Aligned[] tiles;
  private final Aligned packed = new Aligned();
  private Events[] events = {};

  /** Convolutions on a team. */
  public TimeConvolutions(Team team) {
    this.team = team;
    gradients = new TapGradients(team, windows);
    tiles = Stream.generate(Aligned::new).limit(team.threads()).toArray(Aligned[]::new);
  }

  /** See {@link org.hillock.api.backend.Device#convolveInTime}. */
  public void forward(Tensor x, Tensor taps, int lead, Tensor y, boolean accumulate) {
    var e = Extents.of(x, taps, lead, y);
    packed.reserve(Math.multiplyExact(e.panels(), e.panelSize()));
    list(x, e);
    team.run(e.panels() * e.windows(), (i, worker) -> pack(e, taps, i));
    var sums = windows.sum(e.width());
    team.run(
        e.panels() * e.blocks(),
        (i, worker) -> sum(e, i / e.blocks(), i % e.blocks(), sums, y, accumulate, worker));
  }

  /** See {@link org.hillock.api.backend.Device#convolveInTimeTapGradient}. */
  public void tapGradient(Tensor x, Tensor dy, int lead, Tensor dtaps, boolean accumulate) {
    var e = Extents.of(x, dtaps, lead, dy);
    list(x, e);
    gradients.run(e, events, dy, dtaps, accumulate);
  }

  private void list(Tensor x, Extents e) {
    if (events.length < e.rows()) {
      int had = events.length;
      events = Arrays.copyOf(events, e.rows());
      Arrays.setAll(events, i -> i < had ? events[i] : new Events());
    }
    long row = 4L * e.in();
    team.run(
        e.rows(),
        (r, worker) -> events[r].list(x.segment(), r * row, e.rows() * row, e.steps(), e.in()));
  }

  /** Packs a window of a panel; what is beyond the taps and the outputs is silent. */
  private void pack(Extents e, Tensor taps, int number) {
    int panel = number / e.windows();
    int window = number % e.windows();
    int width = e.width();
    int to = packed.first() + number * e.in() * width * LANES;
    var mask = Lanes.first(e.columns(panel));
    Arrays.fill(packed.array(), to, to + e.in() * width * LANES, 0);
    for (int w = 0; w < width; w++) {
      int tap = e.taps() - 1 - window * width - w;
      for (int i = 0; tap >= 0 && i < e.in(); i++) {
        long from = 4 * (((long) tap * e.in() + i) * e.out() + panel * LANES);
        FloatVector.fromMemorySegment(Lanes.SPECIES, taps.segment(), from, Lanes.ORDER, mask)
            .intoArray(packed.array(), to + (i * width + w) * LANES);
      }
    }
  }

  private void sum(
      Extents e,
      int panel,
      int block,
      Windows.Pair<WindowSum> sums,
      Tensor y,
      boolean accumulate,
      int worker) {
    int each = e.reached() * LANES;
    var tile = tiles[worker];
    tile.reserve(Extents.BLOCK * each);
    int width = e.width();
    for (int r = 0; r < e.rows(block); r++) {
      int at = tile.first() + r * each;
      Arrays.fill(tile.array(), at, at + each, 0);
      var listed = events[block * Extents.BLOCK + r];
      for (int w = 0; w < e.windows(); w++) {
        int from = packed.first() + (panel * e.windows() + w) * e.in() * width * LANES;
        sums.of(listed.binary())
            .run(
                e.steps(),
                listed.starts(),
                listed.columns(),
                listed.values(),
                packed.array(),
                from,
                tile.array(),
                at + w * width * LANES);
      }
    }
    put(e, panel, block, tile, y, accumulate);
  }

  private static void put(
      Extents e, int panel, int block, Aligned tile, Tensor y, boolean accumulate) {
    var to = y.segment();
    var mask = Lanes.first(e.columns(panel));
    var none = Lanes.zero();
    for (int t = 0; t < e.outputs(); t++) {
      int step = t - e.first();
      for (int r = 0; r < e.rows(block); r++) {
        long row = (long) t * e.rows() + block * Extents.BLOCK + r;
        long at = 4 * (row * e.out() + panel * LANES);
        int from = tile.first() + (r * e.reached() + step) * LANES;
        var sum =
            step < e.reached() ? FloatVector.fromArray(Lanes.SPECIES, tile.array(), from) : none;
        var summed =
            accumulate
                ? sum.add(FloatVector.fromMemorySegment(Lanes.SPECIES, to, at, Lanes.ORDER, mask))
                : sum;
        summed.intoMemorySegment(to, at, Lanes.ORDER, mask);
      }
    }
  }
}
