package org.hillock.plugins.cpu.reduce;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.plugins.cpu.parallel.Team;

/**
 * Mean and variance of columns. Of a few rows at a time, which stay in the cache, first the means
 * are taken and then the squared deviations from them: nothing cancels, and memory is read once.
 * Their moments are joined in double precision and in order (Chan, Golub and LeVeque, "Updating
 * formulae and a pairwise algorithm for computing sample variances", 1979). Rows are cut into at
 * most {@value #BLOCKS} blocks by sizes alone.
 */
public final class Moments {

  private static final int BLOCKS = 64;
  private static final int RUN = 64;
  private static final int BLOCK_ELEMENTS = 16_384;
  private static final int L = Lanes.LENGTH;
  private static final VectorMask<Float> ALL = Lanes.first(L);

  private final Team team;
  private final Worker[] workers;

  /** Of each block and column the mean, and the sum of squared deviations from it. */
  private double[] means = new double[0];

  private double[] squares = new double[0];

  /** Of a run of rows. */
  private static final class Worker {
    float[] centre = new float[0];
    float[] sum = new float[0];
  }

  /** Moments on a team. */
  public Moments(Team team) {
    this.team = team;
    workers = Stream.generate(Worker::new).limit(team.threads()).toArray(Worker[]::new);
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
    if (blocks == 1) {
      block(x, 0, rows, columns, 0, workers[0]);
    } else {
      team.run(
          blocks,
          (i, worker) ->
              block(
                  x,
                  rows * i / blocks,
                  rows * (i + 1) / blocks,
                  columns,
                  i * columns,
                  workers[worker]));
    }
    for (int b = 1; b < blocks; b++) {
      long before = rows * b / blocks;
      join(0, before, b * columns, rows * (b + 1) / blocks - before, columns);
    }
    for (int c = 0; c < columns; c++) {
      mean.setAtIndex(Lanes.FLOAT, c, (float) means[c]);
      variance.setAtIndex(Lanes.FLOAT, c, (float) (squares[c] / rows));
    }
  }

  private void reserve(int blocks, int columns) {
    if (means.length < blocks * columns) {
      means = new double[blocks * columns];
      squares = new double[blocks * columns];
    }
    for (var worker : workers) {
      if (worker.sum.length < columns + L) {
        worker.centre = new float[columns + L];
        worker.sum = new float[columns + L];
      }
    }
  }

  /** Takes the moments at {@code other}, of so many rows, into those at {@code to}. */
  private void join(int to, long rows, int other, long otherRows, int columns) {
    double share = otherRows / (double) (rows + otherRows);
    double weight = rows * share;
    for (int c = 0; c < columns; c++) {
      double apart = means[other + c] - means[to + c];
      means[to + c] += share * apart;
      squares[to + c] += squares[other + c] + weight * apart * apart;
    }
  }

  private void block(MemorySegment x, long from, long end, int columns, int at, Worker w) {
    Arrays.fill(means, at, at + columns, 0);
    Arrays.fill(squares, at, at + columns, 0);
    for (long r = from; r < end; r += RUN) {
      int count = (int) Math.min(RUN, end - r);
      Arrays.fill(w.centre, 0, columns, 0);
      pass(x, 4 * r * columns, columns, count, false, w);
      for (int c = 0; c < columns; c++) {
        w.centre[c] = w.sum[c] / count;
      }
      pass(x, 4 * r * columns, columns, count, true, w);
      long before = r - from;
      double share = count / (double) (before + count);
      for (int c = 0; c < columns; c++) {
        double apart = w.centre[c] - means[at + c];
        means[at + c] += share * apart;
        squares[at + c] += w.sum[c] + before * share * apart * apart;
      }
    }
  }

  /** Sums of deviations from the centre, or of their squares. */
  private static void pass(
      MemorySegment x, long start, int columns, int count, boolean squares, Worker w) {
    int whole = Lanes.SPECIES.loopBound(columns);
    int c = 0;
    for (; c + 4 * L <= whole; c += 4 * L) {
      fourColumns(x, start + 4L * c, 4L * columns, count, c, squares, w);
    }
    for (; c < whole; c += L) {
      column(x, start + 4L * c, 4L * columns, count, c, squares, w, ALL);
    }
    if (whole < columns) {
      var mask = Lanes.first(columns - whole);
      column(x, start + 4L * whole, 4L * columns, count, whole, squares, w, mask);
    }
  }

  /** Whole cache lines next to each other: columns one by one would be fetched again and again. */
  private static void fourColumns(
      MemorySegment x, long at, long stride, int rows, int c, boolean squares, Worker w) {
    var m0 = FloatVector.fromArray(Lanes.SPECIES, w.centre, c);
    var m1 = FloatVector.fromArray(Lanes.SPECIES, w.centre, c + L);
    var m2 = FloatVector.fromArray(Lanes.SPECIES, w.centre, c + 2 * L);
    var m3 = FloatVector.fromArray(Lanes.SPECIES, w.centre, c + 3 * L);
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
    s0.intoArray(w.sum, c);
    s1.intoArray(w.sum, c + L);
    s2.intoArray(w.sum, c + 2 * L);
    s3.intoArray(w.sum, c + 3 * L);
  }

  private static void column(
      MemorySegment x,
      long at,
      long stride,
      int rows,
      int c,
      boolean squares,
      Worker w,
      VectorMask<Float> mask) {
    var middle = FloatVector.fromArray(Lanes.SPECIES, w.centre, c);
    var sum = FloatVector.zero(Lanes.SPECIES);
    for (int r = 0; r < rows; r++) {
      var d = Lanes.load(x, at + r * stride, mask).sub(middle);
      sum = squares ? d.fma(d, sum) : sum.add(d);
    }
    sum.intoArray(w.sum, c);
  }
}
