package org.hillock.plugins.cpu.image;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import org.hillock.plugins.cpu.gemm.Gemm;
import org.hillock.plugins.cpu.gemm.Matrix;
import org.hillock.plugins.cpu.gemm.Right;
import org.hillock.plugins.cpu.gemm.Transposer;
import org.hillock.plugins.cpu.lanes.Aligned;
import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.plugins.cpu.parallel.Team;

/**
 * A product of patches with weights over events only: for each target pixel the weight rows of its
 * patch's events are summed in registers. Chains are those of {@link Gemm}, so the bits are the
 * dense product's while weights are finite. A part of a chain's depths is summed at a time, against
 * weights that stay near. Events are found by masks where channels fill words of bits; where they
 * do not, they are listed, for a whole chain if there are few.
 */
final class EventConvolution {

  private static final int L = Lanes.LENGTH;

  /** Vectors of a block of columns, at most. */
  private static final int VECTORS = 8;

  /** The same where events are listed: the more depths at a time, the fewer lists. */
  private static final int VECTORS_OF_LISTS = 4;

  /** Vectors of weights to sum at a time, at most: they fill the inner cache. */
  private static final int MOST = 512;

  /** Below this density a chain of joined taps is listed as a whole. */
  private static final double SPARSE = 0.08;

  /** Channels of a tap that are worth a mask of their own. */
  private static final int LEAST_PART = 32;

  private final Team team;
  private final Worker[] workers;
  private final Widths<MaskGather> maskGathers = new Widths<>(MaskGathers::of);
  private final Widths<Gather> listGathers;

  /** One thread's memory. */
  private static final class Worker {
    final PatchLists patches;
    final TapMasks taps;
    final Transposer transposer = new Transposer();
    final Aligned panels = new Aligned();
    final Aligned chains = new Aligned();
    final Aligned totals = new Aligned();

    Worker(Widths<Gather> listGathers, Widths<MaskGather> maskGathers) {
      patches = new PatchLists(listGathers);
      taps = new TapMasks(maskGathers);
    }
  }

  /**
   * A call's operands and how it is cut.
   *
   * @param vectors of a block of columns
   * @param part channels of a mask; 0: events are listed
   * @param step depths to sum at a time
   * @param begin what the product is added to, if to anything
   */
  private record Product(
      Field field,
      int channels,
      int out,
      int vectors,
      int part,
      int step,
      MemorySegment x,
      Right weight,
      Optional<Matrix> begin,
      Matrix y) {

    int depth() {
      return field.taps() * channels;
    }

    /** Floats of a block. */
    int width() {
      return vectors * L;
    }

    /** Those of them that are columns. */
    int columns(int block) {
      return Math.min(width(), out - block * width());
    }
  }

  EventConvolution(Team team, Gathers gathers) {
    this.team = team;
    listGathers =
        new Widths<>(
            (vectors, binary) ->
                gathers.of(new Gathers.Kind(1, vectors, L, binary, Gathers.Start.GO_ON)));
    workers =
        Stream.generate(() -> new Worker(listGathers, maskGathers))
            .limit(team.threads())
            .toArray(Worker[]::new);
  }

  /**
   * The patches of {@code x} times the weights {@code [taps·channels][out]}; for one group.
   *
   * @param density of {@code x}
   * @param bias what each pixel of {@code y} begins with, if there is one
   */
  void run(
      Field field,
      int channels,
      int out,
      double density,
      MemorySegment x,
      Right weight,
      Optional<MemorySegment> bias,
      MemorySegment y,
      boolean accumulate) {
    var chunks = new Chunks(Math.toIntExact(y.byteSize() / 4 / out), field.targets());
    int part = part(channels);
    int all = (out + L - 1) / L;
    int most = part > 0 ? VECTORS : VECTORS_OF_LISTS;
    int blocks = (all + most - 1) / most;
    int vectors = (all + blocks - 1) / blocks;
    int step = part > 0 ? part : density > SPARSE ? MOST / vectors : Gemm.DEPTH;
    var result = new Matrix(y, 0, out, false);
    var begin =
        bias.map(row -> new Matrix(row, 0, 0, false))
            .or(() -> accumulate ? Optional.of(result) : Optional.empty());
    var product = new Product(field, channels, out, vectors, part, step, x, weight, begin, result);
    (part > 0 ? maskGathers : listGathers).prepare(vectors);
    int groups = Math.clamp((2L * team.threads() + chunks.count() - 1) / chunks.count(), 1, blocks);
    team.run(
        chunks.count() * groups,
        (unit, worker) -> {
          int chunk = unit / groups;
          int group = unit % groups;
          run(
              product,
              workers[worker],
              chunks.first(chunk),
              chunks.pixels(chunk),
              blocks * group / groups,
              blocks * (group + 1) / groups);
        });
  }

  /**
   * Channels of a mask: the largest part of a tap and of a chain that a word has bits for, or 0.
   */
  private static int part(int channels) {
    for (int part = Long.SIZE; part >= LEAST_PART; part -= L) {
      if (channels % part == 0 && Gemm.DEPTH % part == 0) {
        return part;
      }
    }
    return 0;
  }

  private void run(Product p, Worker w, int first, int pixels, int firstBlock, int lastBlock) {
    if (p.part > 0) {
      w.taps.cut(p.part);
      w.taps.open(p.field, p.channels, p.x, first, pixels);
      // What is no work to list is gone through for each block: one block's chains stay near.
      for (int b = firstBlock; b < lastBlock; b++) {
        run(p, w, w.taps, first, pixels, b, b + 1);
      }
    } else {
      w.patches.open(p.field, p.channels, p.x, first, pixels);
      run(p, w, w.patches, first, pixels, firstBlock, lastBlock);
    }
  }

  private static void run(
      Product p, Worker w, EventLists lists, int first, int pixels, int firstBlock, int lastBlock) {
    int width = p.width();
    int size = pixels * width;
    int all = (lastBlock - firstBlock) * size;
    w.panels.reserve((lastBlock - firstBlock) * p.step * width);
    w.chains.reserve(all);
    w.totals.reserve(all);
    begin(p, w, first, pixels, firstBlock, lastBlock);
    int from = w.chains.first();
    Arrays.fill(w.chains.array(), from, from + all, 0);
    for (int chain = 0; chain < p.depth(); chain += Gemm.DEPTH) {
      int end = Math.min(p.depth(), chain + Gemm.DEPTH);
      for (int k = chain; k < end; k += p.step) {
        int next = Math.min(end, k + p.step);
        lists.list(k, next, width);
        pack(p, w, k, next, firstBlock, lastBlock);
        for (int b = firstBlock; b < lastBlock; b++) {
          lists.gather(
              p.vectors,
              w.panels.array(),
              w.panels.first() + (b - firstBlock) * p.step * width,
              w.chains.array(),
              from + (b - firstBlock) * size);
        }
      }
      end(w.chains, w.totals, all);
    }
    for (int b = firstBlock; b < lastBlock; b++) {
      int at = w.totals.first() + (b - firstBlock) * size;
      p.y.put(w.totals.array(), at, width, pixels, p.columns(b), first, b * width, false);
    }
  }

  /** Fetches what ended chains are added to. */
  private static void begin(
      Product p, Worker w, int first, int pixels, int firstBlock, int lastBlock) {
    int width = p.width();
    int at = w.totals.first();
    for (int b = firstBlock; b < lastBlock; b++, at += pixels * width) {
      if (p.begin.isEmpty()) {
        Arrays.fill(w.totals.array(), at, at + pixels * width, 0);
      } else {
        p.begin
            .get()
            .pack(
                first, pixels, b * width, p.columns(b), w.totals.array(), at, width, w.transposer);
      }
    }
  }

  /** Adds chains to the totals and begins new ones. */
  private static void end(Aligned chains, Aligned totals, int count) {
    int from = chains.first();
    int to = totals.first();
    var zero = FloatVector.zero(Lanes.SPECIES);
    for (int i = 0; i < count; i += L) {
      FloatVector.fromArray(Lanes.SPECIES, totals.array(), to + i)
          .add(FloatVector.fromArray(Lanes.SPECIES, chains.array(), from + i))
          .intoArray(totals.array(), to + i);
      zero.intoArray(chains.array(), from + i);
    }
  }

  /** Copies rows {@code [from, to)} of some blocks' weights. */
  private static void pack(Product p, Worker w, int from, int to, int firstBlock, int lastBlock) {
    int width = p.width();
    for (int b = firstBlock; b < lastBlock; b++) {
      p.weight.pack(
          from,
          to - from,
          b * width,
          p.columns(b),
          w.panels.array(),
          w.panels.first() + (b - firstBlock) * p.step * width,
          width,
          w.transposer);
    }
  }
}
