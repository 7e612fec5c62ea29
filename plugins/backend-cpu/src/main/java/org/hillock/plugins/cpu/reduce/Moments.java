package org.hillock.plugins.cpu.reduce;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.plugins.cpu.parallel.Team;

/**
 * Mean and variance of columns in two passes (the second over deviations from the mean: nothing
 * cancels). Rows are cut into at most {@value #BLOCKS} blocks by sizes alone; at most {@value #RUN}
 * rows are added in single precision, everything above in double precision and in order.
 */
public final class Moments {

  private static final int BLOCKS = 64;
  private static final int RUN = 64;
  private static final int BLOCK_ELEMENTS = 16_384;
  private static final int L = Lanes.LENGTH;
  private static final VectorMask<Float> ALL = Lanes.first(L);

  private final Team team;
  private double[] partial = new double[0];
  private float[] centre = new float[0];
  private float[][] runs;

  /** Moments on a team. */
  public Moments(Team team) {
    this.team = team;
    runs = new float[team.threads()][0];
  }

  /**
   * Mean and variance of each column of a matrix with {@code columns} columns.
   *
   * @param mean receives a float for each column
   * @param variance receives the mean squared deviation
   */
  public void run(MemorySegment x, int columns, MemorySegment mean, MemorySegment variance) {
    long rows = x.byteSize() / 4 / columns;
    int blocks = (int) Math.clamp(rows * columns / BLOCK_ELEMENTS, 1, Math.min(BLOCKS, rows));
    reserve(blocks, columns);
    Arrays.fill(centre, 0, columns, 0);
    pass(x, rows, columns, blocks, false, mean);
    MemorySegment.copy(mean, Lanes.FLOAT, 0, centre, 0, columns);
    pass(x, rows, columns, blocks, true, variance);
  }

  private void reserve(int blocks, int columns) {
    if (partial.length < blocks * columns) {
      partial = new double[blocks * columns];
    }
    if (centre.length < columns + L) {
      centre = new float[columns + L];
      runs = new float[team.threads()][columns + L];
    }
  }

  private void pass(
      MemorySegment x, long rows, int columns, int blocks, boolean squares, MemorySegment to) {
    if (blocks == 1) {
      block(x, 0, rows, columns, squares, 0, runs[0]);
    } else {
      team.run(
          blocks,
          (i, worker) ->
              block(
                  x,
                  rows * i / blocks,
                  rows * (i + 1) / blocks,
                  columns,
                  squares,
                  i * columns,
                  runs[worker]));
    }
    for (int c = 0; c < columns; c++) {
      double sum = 0;
      for (int b = 0; b < blocks; b++) {
        sum += partial[b * columns + c];
      }
      to.setAtIndex(Lanes.FLOAT, c, (float) (sum / rows));
    }
  }

  private void block(
      MemorySegment x, long from, long end, int columns, boolean squares, int at, float[] run) {
    Arrays.fill(partial, at, at + columns, 0);
    int whole = Lanes.SPECIES.loopBound(columns);
    for (long r = from; r < end; r += RUN) {
      int count = (int) Math.min(RUN, end - r);
      long start = 4 * r * columns;
      int c = 0;
      for (; c + 4 * L <= whole; c += 4 * L) {
        fourColumns(x, start + 4L * c, 4L * columns, count, c, squares, run);
      }
      for (; c < whole; c += L) {
        column(x, start + 4L * c, 4L * columns, count, c, squares, run, ALL);
      }
      if (whole < columns) {
        var mask = Lanes.first(columns - whole);
        column(x, start + 4L * whole, 4L * columns, count, whole, squares, run, mask);
      }
      for (int i = 0; i < columns; i++) {
        partial[at + i] += run[i];
      }
    }
  }

  /** Whole cache lines next to each other: columns one by one would be fetched again and again. */
  private void fourColumns(
      MemorySegment x, long at, long stride, int rows, int c, boolean squares, float[] run) {
    var m0 = FloatVector.fromArray(Lanes.SPECIES, centre, c);
    var m1 = FloatVector.fromArray(Lanes.SPECIES, centre, c + L);
    var m2 = FloatVector.fromArray(Lanes.SPECIES, centre, c + 2 * L);
    var m3 = FloatVector.fromArray(Lanes.SPECIES, centre, c + 3 * L);
    var s0 = FloatVector.zero(Lanes.SPECIES);
    var s1 = s0;
    var s2 = s0;
    var s3 = s0;
    for (int r = 0; r < rows; r++) {
      long from = at + r * stride;
      var d0 = Lanes.load(x, from).sub(m0);
      var d1 = Lanes.load(x, from + 4 * L).sub(m1);
      var d2 = Lanes.load(x, from + 8 * L).sub(m2);
      var d3 = Lanes.load(x, from + 12 * L).sub(m3);
      if (squares) {
        s0 = d0.fma(d0, s0);
        s1 = d1.fma(d1, s1);
        s2 = d2.fma(d2, s2);
        s3 = d3.fma(d3, s3);
      } else {
        s0 = s0.add(d0);
        s1 = s1.add(d1);
        s2 = s2.add(d2);
        s3 = s3.add(d3);
      }
    }
    s0.intoArray(run, c);
    s1.intoArray(run, c + L);
    s2.intoArray(run, c + 2 * L);
    s3.intoArray(run, c + 3 * L);
  }

  private void column(
      MemorySegment x,
      long at,
      long stride,
      int rows,
      int c,
      boolean squares,
      float[] run,
      VectorMask<Float> mask) {
    var middle = FloatVector.fromArray(Lanes.SPECIES, centre, c);
    var sum = FloatVector.zero(Lanes.SPECIES);
    for (int r = 0; r < rows; r++) {
      var d = Lanes.load(x, at + r * stride, mask).sub(middle);
      sum = squares ? d.fma(d, sum) : sum.add(d);
    }
    sum.intoArray(run, c);
  }
}
