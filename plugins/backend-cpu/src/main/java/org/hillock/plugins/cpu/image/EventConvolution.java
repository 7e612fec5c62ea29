package org.hillock.plugins.cpu.image;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.stream.Stream;
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
 * weights that stay near, unless there are so few events that one listing for the whole chain costs
 * less.
 */
final class EventConvolution {

  private static final int L = Lanes.LENGTH;

  /** Target pixels of a chunk: events and chains stay in the second cache. */
  private static final int PIXELS = 1024;

  /** Vectors of a block of columns. */
  private static final int VECTORS = 4;

  /** The same at {@link #DENSE} or more, where fewer depths at a time still make long lists. */
  private static final int MORE_VECTORS = 8;

  private static final double DENSE = 0.3;

  /** Vectors of weights to sum at a time, at most: they fill the inner cache. */
  private static final int MOST = 512;

  /** Below this density a chain of joined taps is listed as a whole. */
  private static final double SPARSE = 0.08;

  /** Channels of a tap that are worth a list of their own. */
  private static final int LEAST_PART = 32;

  private final Team team;
  private final Gathers gathers;
  private final Worker[] workers;
  private final Widths anew = new Widths(Gathers.Start.ANEW);
  private final Widths goingOn = new Widths(Gathers.Start.GO_ON);

  /** Gathers of any number of vectors. */
  private final class Widths {
    private final Gathers.Start start;
    private final Gather[] ofOnes = new Gather[MORE_VECTORS + 1];
    private final Gather[] ofValues = new Gather[MORE_VECTORS + 1];

    Widths(Gathers.Start start) {
      this.start = start;
    }

    void prepare(int vectors) {
      if (ofOnes[vectors] == null) {
        ofOnes[vectors] = gathers.of(new Gathers.Kind(1, vectors, L, true, start));
        ofValues[vectors] = gathers.of(new Gathers.Kind(1, vectors, L, false, start));
      }
    }

    Gather of(int vectors, boolean binary) {
      return (binary ? ofOnes : ofValues)[vectors];
    }
  }

  /** One thread's memory. */
  private static final class Worker {
    final PatchLists patches = new PatchLists();
    final TapLists taps = new TapLists();
    final Transposer transposer = new Transposer();
    final Aligned panels = new Aligned();
    final Aligned chains = new Aligned();
  }

  /**
   * A call's operands and how it is cut.
   *
   * @param most vectors of a block
   * @param step depths to sum at a time
   * @param begin what the product is added to, if to anything
   */
  private record Product(
      Field field,
      int channels,
      int out,
      int most,
      int step,
      MemorySegment x,
      Right weight,
      Optional<Matrix> begin,
      Matrix y) {

    int depth() {
      return field.taps() * channels;
    }

    /** Whether every step is a part of one tap's channels. */
    boolean byTaps() {
      return step >= LEAST_PART && channels % step == 0;
    }

    /** Floats of a block but the last, which may be narrower. */
    int width() {
      return vectors(0) * L;
    }

    int vectors(int block) {
      return Math.min(most, (out + L - 1) / L - block * most);
    }
  }

  EventConvolution(Team team, Gathers gathers) {
    this.team = team;
    this.gathers = gathers;
    workers = Stream.generate(Worker::new).limit(team.threads()).toArray(Worker[]::new);
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
    int pixels = Math.toIntExact(y.byteSize() / 4 / out);
    int targets = field.targets();
    int together = targets > PIXELS ? PIXELS : PIXELS / targets * targets;
    int chunks = (pixels + together - 1) / together;
    int most = Math.min(density < DENSE ? VECTORS : MORE_VECTORS, (out + L - 1) / L);
    int step = step(channels, density, MOST / most);
    var result = new Matrix(y, 0, out, false);
    var begin =
        bias.map(row -> new Matrix(row, 0, 0, false))
            .or(() -> accumulate ? Optional.of(result) : Optional.empty());
    var product = new Product(field, channels, out, most, step, x, weight, begin, result);
    int blocks = (out + product.width() - 1) / product.width();
    prepare(product.vectors(0));
    prepare(product.vectors(blocks - 1));
    int groups = Math.clamp((2L * team.threads() + chunks - 1) / chunks, 1, blocks);
    team.run(
        chunks * groups,
        (unit, worker) -> {
          int first = unit / groups * together;
          int group = unit % groups;
          run(
              product,
              workers[worker],
              first,
              Math.min(together, pixels - first),
              blocks * group / groups,
              blocks * (group + 1) / groups);
        });
  }

  private void prepare(int vectors) {
    anew.prepare(vectors);
    goingOn.prepare(vectors);
  }

  /**
   * Depths to sum at a time, a divisor of a chain's: part of a tap's channels where that is some
   * vectors, else of the joined taps.
   *
   * @param most of them
   */
  private static int step(int channels, double density, int most) {
    int common = Gemm.DEPTH;
    for (int rest = channels; rest > 0; ) {
      int next = common % rest;
      common = rest;
      rest = next;
    }
    for (int parts = 1; common / parts >= LEAST_PART; parts++) {
      int part = common / parts;
      if (common % parts == 0 && part <= most && part % L == 0) {
        return part;
      }
    }
    return density > SPARSE ? MOST / VECTORS : Gemm.DEPTH;
  }

  private void run(Product p, Worker w, int first, int pixels, int firstBlock, int lastBlock) {
    int width = p.width();
    int size = pixels * width;
    w.panels.reserve((lastBlock - firstBlock) * p.step * width);
    w.chains.reserve((lastBlock - firstBlock) * size);
    w.taps.cut(p.step);
    var lists = p.byTaps() ? w.taps : w.patches;
    lists.open(p.field, p.channels, p.x, first, pixels, width);
    for (int chain = 0; chain < p.depth(); chain += Gemm.DEPTH) {
      int end = Math.min(p.depth(), chain + Gemm.DEPTH);
      for (int k = chain; k < end; k += p.step) {
        int next = Math.min(end, k + p.step);
        lists.list(k, next, width);
        pack(p, w, k, next, firstBlock, lastBlock);
        var gathers = k == chain ? anew : goingOn;
        for (int b = firstBlock; b < lastBlock; b++) {
          lists.gather(
              gathers.of(p.vectors(b), lists.binary()),
              w.panels.array(),
              w.panels.first() + (b - firstBlock) * p.step * width,
              w.chains.array(),
              w.chains.first() + (b - firstBlock) * size);
        }
      }
      for (int b = firstBlock; b < lastBlock; b++) {
        end(p, b, chain == 0, first, pixels, w.chains, (b - firstBlock) * size);
      }
    }
  }

  private static void end(
      Product p, int block, boolean first, int pixel, int pixels, Aligned chains, int place) {
    int column = block * p.width();
    int columns = Math.min(p.width(), p.out - column);
    int stride = p.vectors(block) * L;
    int at = chains.first() + place;
    if (first && p.begin.isEmpty()) {
      p.y.put(chains.array(), at, stride, pixels, columns, pixel, column, false);
    } else {
      var others = first ? p.begin.get() : p.y;
      Chains.end(chains.array(), at, stride, pixels, columns, others, p.y, pixel, column);
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
          Math.min(width, p.out - b * width),
          w.panels.array(),
          w.panels.first() + (b - firstBlock) * p.step * width,
          width,
          w.transposer);
    }
  }
}
