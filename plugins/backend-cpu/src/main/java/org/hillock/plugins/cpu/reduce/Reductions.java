package org.hillock.plugins.cpu.reduce;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.plugins.cpu.parallel.Part;
import org.hillock.plugins.cpu.parallel.Team;

/**
 * Sums over whole tensors. A tensor is cut into blocks of {@value #BLOCK} elements whatever the
 * number of threads; a block is summed in the lanes of four vectors, these and the blocks are added
 * in order in double precision.
 */
public final class Reductions {

  private static final int BLOCK = 8192;
  private static final int L = Lanes.LENGTH;

  /** Columns a thread counts at a time. */
  private static final int STRIP = 64;

  /** From this many blocks on, threads share them. */
  private static final int SHARED = 8;

  private final Team team;
  private double[] partial = new double[0];

  /** Reductions on a team. */
  public Reductions(Team team) {
    this.team = team;
  }

  /** The sum of all elements. */
  public double sum(MemorySegment x) {
    return reduce(x, (from, to) -> blockSum(x, from, to));
  }

  /** The sum of the squares of all elements. */
  public double sumOfSquares(MemorySegment x) {
    return reduce(x, (from, to) -> blockSquares(x, from, to));
  }

  /** How many elements differ from zero. */
  public long countNonZero(MemorySegment x) {
    return (long) reduce(x, (from, to) -> blockCount(x, from, to));
  }

  /**
   * How many elements of each column differ from zero.
   *
   * @param counts a float for each column, written
   */
  public void countNonZero(MemorySegment x, MemorySegment counts) {
    long columns = counts.byteSize() / 4;
    long rows = x.byteSize() / counts.byteSize();
    int chunks = Math.toIntExact((columns + STRIP - 1) / STRIP);
    share(
        chunks,
        (i, worker) -> {
          long end = Math.min(columns, (i + 1L) * STRIP);
          for (long c = (long) i * STRIP; c < end; c += L) {
            var mask = Lanes.first((int) Math.min(L, end - c));
            var sum = FloatVector.zero(Lanes.SPECIES);
            for (long at = 4 * c, row = 0; row < rows; row++, at += 4 * columns) {
              var some =
                  FloatVector.fromMemorySegment(Lanes.SPECIES, x, at, Lanes.ORDER, mask)
                      .compare(VectorOperators.NE, 0);
              sum = sum.add(1, some);
            }
            sum.intoMemorySegment(counts, 4 * c, Lanes.ORDER, mask);
          }
        });
  }

  /** {@code y += x}. */
  public void addTo(MemorySegment x, MemorySegment y) {
    long size = x.byteSize() / 4;
    share(blocks(size), (i, worker) -> blockAdd(x, y, (long) i * BLOCK, end(i, size)));
  }

  /** Replaces the elements of each row by their mean. */
  public void rowMeans(MemorySegment x, int columns, MemorySegment y) {
    long rows = x.byteSize() / 4 / columns;
    int together = Math.max(1, BLOCK / columns);
    int chunks = Math.toIntExact((rows + together - 1) / together);
    share(
        chunks,
        (i, worker) -> {
          long end = Math.min(rows, (i + 1L) * together);
          for (long row = (long) i * together; row < end; row++) {
            double mean = blockSum(x, row * columns, (row + 1) * columns) / columns;
            blockFill(y, row * columns, (row + 1) * columns, (float) mean);
          }
        });
  }

  /** The result for elements {@code [from, to)}. */
  @FunctionalInterface
  private interface Block {
    double of(long from, long to);
  }

  private double reduce(MemorySegment x, Block block) {
    long size = x.byteSize() / 4;
    int blocks = blocks(size);
    if (partial.length < blocks) {
      partial = new double[blocks];
    }
    var to = partial;
    share(blocks, (i, worker) -> to[i] = block.of((long) i * BLOCK, end(i, size)));
    double sum = 0;
    for (int i = 0; i < blocks; i++) {
      sum += to[i];
    }
    return sum;
  }

  private void share(int blocks, Part part) {
    if (blocks < SHARED) {
      team.runAlone(blocks, part);
    } else {
      team.run(blocks, part);
    }
  }

  private static int blocks(long size) {
    return Math.toIntExact((size + BLOCK - 1) / BLOCK);
  }

  private static long end(int block, long size) {
    return Math.min(size, (block + 1L) * BLOCK);
  }

  private static double blockSum(MemorySegment x, long from, long to) {
    var a = FloatVector.zero(Lanes.SPECIES);
    var b = a;
    var c = a;
    var d = a;
    long i = from;
    for (; i + 4 * L <= to; i += 4 * L) {
      a = a.add(FloatVector.fromMemorySegment(Lanes.SPECIES, x, 4 * i, Lanes.ORDER));
      b = b.add(FloatVector.fromMemorySegment(Lanes.SPECIES, x, 4 * (i + L), Lanes.ORDER));
      c = c.add(FloatVector.fromMemorySegment(Lanes.SPECIES, x, 4 * (i + 2 * L), Lanes.ORDER));
      d = d.add(FloatVector.fromMemorySegment(Lanes.SPECIES, x, 4 * (i + 3 * L), Lanes.ORDER));
    }
    for (; i < to; i += L) {
      a =
          a.add(
              FloatVector.fromMemorySegment(
                  Lanes.SPECIES, x, 4 * i, Lanes.ORDER, Lanes.first((int) (to - i))));
    }
    return Lanes.sum(a) + Lanes.sum(b) + Lanes.sum(c) + Lanes.sum(d);
  }

  private static double blockSquares(MemorySegment x, long from, long to) {
    var a = FloatVector.zero(Lanes.SPECIES);
    var b = a;
    var c = a;
    var d = a;
    long i = from;
    for (; i + 4 * L <= to; i += 4 * L) {
      var p = FloatVector.fromMemorySegment(Lanes.SPECIES, x, 4 * i, Lanes.ORDER);
      var q = FloatVector.fromMemorySegment(Lanes.SPECIES, x, 4 * (i + L), Lanes.ORDER);
      var r = FloatVector.fromMemorySegment(Lanes.SPECIES, x, 4 * (i + 2 * L), Lanes.ORDER);
      var s = FloatVector.fromMemorySegment(Lanes.SPECIES, x, 4 * (i + 3 * L), Lanes.ORDER);
      a = p.fma(p, a);
      b = q.fma(q, b);
      c = r.fma(r, c);
      d = s.fma(s, d);
    }
    for (; i < to; i += L) {
      var p =
          FloatVector.fromMemorySegment(
              Lanes.SPECIES, x, 4 * i, Lanes.ORDER, Lanes.first((int) (to - i)));
      a = p.fma(p, a);
    }
    return Lanes.sum(a) + Lanes.sum(b) + Lanes.sum(c) + Lanes.sum(d);
  }

  private static double blockCount(MemorySegment x, long from, long to) {
    long count = 0;
    for (long i = from; i < to; i += L) {
      var v =
          i + L <= to
              ? FloatVector.fromMemorySegment(Lanes.SPECIES, x, 4 * i, Lanes.ORDER)
              : FloatVector.fromMemorySegment(
                  Lanes.SPECIES, x, 4 * i, Lanes.ORDER, Lanes.first((int) (to - i)));
      count += v.compare(VectorOperators.NE, 0).trueCount();
    }
    return count;
  }

  private static void blockAdd(MemorySegment x, MemorySegment y, long from, long to) {
    long i = from;
    for (; i + L <= to; i += L) {
      FloatVector.fromMemorySegment(Lanes.SPECIES, y, 4 * i, Lanes.ORDER)
          .add(FloatVector.fromMemorySegment(Lanes.SPECIES, x, 4 * i, Lanes.ORDER))
          .intoMemorySegment(y, 4 * i, Lanes.ORDER);
    }
    if (i < to) {
      var mask = Lanes.first((int) (to - i));
      FloatVector.fromMemorySegment(Lanes.SPECIES, y, 4 * i, Lanes.ORDER, mask)
          .add(FloatVector.fromMemorySegment(Lanes.SPECIES, x, 4 * i, Lanes.ORDER, mask))
          .intoMemorySegment(y, 4 * i, Lanes.ORDER, mask);
    }
  }

  private static void blockFill(MemorySegment y, long from, long to, float value) {
    var v = FloatVector.broadcast(Lanes.SPECIES, value);
    long i = from;
    for (; i + L <= to; i += L) {
      v.intoMemorySegment(y, 4 * i, Lanes.ORDER);
    }
    if (i < to) {
      v.intoMemorySegment(y, 4 * i, Lanes.ORDER, Lanes.first((int) (to - i)));
    }
  }
}
