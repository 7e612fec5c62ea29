package org.hillock.plugins.cpu.events;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * Estimates what share of a matrix is not zero from a few thousand elements. The places follow the
 * quasi-random R2 sequence (Roberts, "The Unreasonable Effectiveness of Quasirandom Sequences",
 * 2018), so neither a period in the rows (a batch within time) nor one in the columns is mistaken
 * for the whole, and the same matrix always gives the same answer.
 */
public final class Density {

  private static final int SAMPLES = 256;
  private static final long ROW_STEP = 0xC13FA9A902A6328FL;
  private static final long COLUMN_STEP = 0x91E10DA5C79E7B1DL;

  private Density() {}

  /**
   * The estimate, from 0 to 1.
   *
   * @param from a matrix of floats
   * @param at byte offset of its first
   * @param stride bytes between rows
   * @param rows at least 1
   * @param columns at least 1
   */
  public static double estimate(MemorySegment from, long at, long stride, int rows, int columns) {
    int width = Math.min(Lanes.LENGTH, columns);
    var mask = Lanes.first(width);
    int events = 0;
    for (int i = 0; i < SAMPLES; i++) {
      long row = Math.unsignedMultiplyHigh(i * ROW_STEP, rows);
      long column = Math.unsignedMultiplyHigh(i * COLUMN_STEP, columns - width + 1);
      var v =
          FloatVector.fromMemorySegment(
              Lanes.SPECIES, from, at + row * stride + 4 * column, Lanes.ORDER, mask);
      events += v.compare(VectorOperators.NE, 0).trueCount();
    }
    return (double) events / (SAMPLES * width);
  }
}
