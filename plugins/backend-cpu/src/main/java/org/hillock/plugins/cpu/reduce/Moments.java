package org.hillock.plugins.cpu.reduce;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.plugins.cpu.parallel.Team;

/**
 * Mean and variance of columns, read from memory once: a few rows are summed, then, still in the
 * cache, their squared deviations from the mean of these rows, so that nothing cancels; runs of
 * rows are joined in double precision and in order (Chan, Golub and LeVeque, "Algorithms for
 * computing the sample variance", The American Statistician 37, 1983). Rows are cut into at most
 * {@value #BLOCKS} blocks by sizes alone.
 */
public final class Moments {

  private static final int BLOCKS = 64;
  private static final int BLOCK_ELEMENTS = 16_384;

  /** Most rows of a run, whose sums are of single precision. */
  private static final int RUN = 64;

  private static final int FEWEST = 8;
  private static final int RUN_ELEMENTS = 16_384;

  /** Rows added in one go, which spares loads and stores of the sums. */
  private static final int ROWS = 4;

  private static final int L = Lanes.LENGTH;

  private final Team team;
  private final Run[] runs;

  /** For each block a row of means, for each a row of summed squared deviations. */
  private double[] means = new double[0];

  private double[] squares = new double[0];

  /** One thread's run of rows, by column: sums, their means, squared deviations from these. */
  private static final class Run {
    float[] sums = new float[0];
    float[] centre = new float[0];
    float[] deviations = new float[0];

    void reserve(int columns) {
      if (sums.length < columns + L) {
        sums = new float[columns + L];
        centre = new float[columns + L];
        deviations = new float[columns + L];
      }
    }
  }

  /** Moments on a team. */
  public Moments(Team team) {
    this.team = team;
    runs = Stream.generate(Run::new).limit(team.threads()).toArray(Run[]::new);
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
    if (means.length < blocks * columns) {
      means = new double[blocks * columns];
      squares = new double[blocks * columns];
    }
    for (var run : runs) {
      run.reserve(columns);
    }
    if (blocks == 1) {
      block(x, 0, rows, columns, 0, runs[0]);
    } else {
      team.run(blocks, (i, worker) -> block(x, i, blocks, rows, columns, runs[worker]));
    }
    for (int i = 1; i < blocks; i++) {
      long before = rows * i / blocks;
      joinBlock(i * columns, columns, before, rows * (i + 1) / blocks - before);
    }
    for (int c = 0; c < columns; c++) {
      mean.setAtIndex(Lanes.FLOAT, c, (float) means[c]);
      variance.setAtIndex(Lanes.FLOAT, c, (float) (squares[c] / rows));
    }
  }

  private void block(MemorySegment x, int i, int blocks, long rows, int columns, Run run) {
    block(x, rows * i / blocks, rows * (i + 1) / blocks, columns, i * columns, run);
  }

  private void block(MemorySegment x, long from, long end, int columns, int to, Run run) {
    Arrays.fill(means, to, to + columns, 0);
    Arrays.fill(squares, to, to + columns, 0);
    int most = Math.clamp(RUN_ELEMENTS / columns, FEWEST, RUN);
    long stride = 4L * columns;
    for (long r = from; r < end; r += most) {
      int rows = (int) Math.min(most, end - r);
      Arrays.fill(run.sums, 0, columns, 0);
      Arrays.fill(run.deviations, 0, columns, 0);
      add(x, r * stride, stride, rows, columns, run.sums);
      for (int c = 0; c < columns; c++) {
        run.centre[c] = run.sums[c] / rows;
      }
      for (int i = 0; i < rows; i += ROWS) {
        addSquares(x, (r + i) * stride, stride, Math.min(ROWS, rows - i), columns, run);
      }
      joinRun(run, columns, to, r - from, rows);
    }
  }

  private static void add(
      MemorySegment x, long at, long stride, int rows, int columns, float[] sums) {
    int whole = Lanes.SPECIES.loopBound(columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < whole; c += L) {
        var v =
            FloatVector.fromMemorySegment(Lanes.SPECIES, x, at + r * stride + 4L * c, Lanes.ORDER);
        FloatVector.fromArray(Lanes.SPECIES, sums, c).add(v).intoArray(sums, c);
      }
    }
    if (whole < columns) {
      var mask = Lanes.first(columns - whole);
      var sum = FloatVector.fromArray(Lanes.SPECIES, sums, whole);
      for (int r = 0; r < rows; r++) {
        sum =
            sum.add(
                FloatVector.fromMemorySegment(
                    Lanes.SPECIES, x, at + r * stride + 4L * whole, Lanes.ORDER, mask));
      }
      sum.intoArray(sums, whole);
    }
  }

  private static void addSquares(
      MemorySegment x, long at, long stride, int rows, int columns, Run run) {
    int whole = Lanes.SPECIES.loopBound(columns);
    if (rows == ROWS) {
      for (int c = 0; c < whole; c += L) {
        long from = at + 4L * c;
        var centre = FloatVector.fromArray(Lanes.SPECIES, run.centre, c);
        var sum = FloatVector.fromArray(Lanes.SPECIES, run.deviations, c);
        var d0 = FloatVector.fromMemorySegment(Lanes.SPECIES, x, from, Lanes.ORDER).sub(centre);
        var d1 =
            FloatVector.fromMemorySegment(Lanes.SPECIES, x, from + stride, Lanes.ORDER).sub(centre);
        var d2 =
            FloatVector.fromMemorySegment(Lanes.SPECIES, x, from + 2 * stride, Lanes.ORDER)
                .sub(centre);
        var d3 =
            FloatVector.fromMemorySegment(Lanes.SPECIES, x, from + 3 * stride, Lanes.ORDER)
                .sub(centre);
        d3.fma(d3, d2.fma(d2, d1.fma(d1, d0.fma(d0, sum)))).intoArray(run.deviations, c);
      }
    } else {
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < whole; c += L) {
          var centre = FloatVector.fromArray(Lanes.SPECIES, run.centre, c);
          var d =
              FloatVector.fromMemorySegment(Lanes.SPECIES, x, at + r * stride + 4L * c, Lanes.ORDER)
                  .sub(centre);
          var sum = FloatVector.fromArray(Lanes.SPECIES, run.deviations, c);
          d.fma(d, sum).intoArray(run.deviations, c);
        }
      }
    }
    if (whole < columns) {
      var mask = Lanes.first(columns - whole);
      var centre = FloatVector.fromArray(Lanes.SPECIES, run.centre, whole);
      var sum = FloatVector.fromArray(Lanes.SPECIES, run.deviations, whole);
      for (int r = 0; r < rows; r++) {
        var d =
            FloatVector.fromMemorySegment(
                    Lanes.SPECIES, x, at + r * stride + 4L * whole, Lanes.ORDER, mask)
                .sub(centre);
        sum = d.fma(d, sum);
      }
      sum.intoArray(run.deviations, whole);
    }
  }

  /** Joins a run to the {@code before} rows of its block. */
  private void joinRun(Run run, int columns, int to, double before, double rows) {
    double share = rows / (before + rows);
    for (int c = 0; c < columns; c++) {
      double apart = run.sums[c] / rows - means[to + c];
      means[to + c] += share * apart;
      squares[to + c] += run.deviations[c] + before * share * apart * apart;
    }
  }

  /** Joins a block to the {@code before} rows before it, whose moments the first block has. */
  private void joinBlock(int from, int columns, double before, double rows) {
    double share = rows / (before + rows);
    for (int c = 0; c < columns; c++) {
      double apart = means[from + c] - means[c];
      means[c] += share * apart;
      squares[c] += squares[from + c] + before * share * apart * apart;
    }
  }
}
