package org.hillock.plugins.cpu.gemm;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * Products too small for panels and a team: the right operand is read where it lies, which is
 * aligned as no array is, and sums go from registers to the product. The bits are those of {@link
 * Gemm}: one chain of fused multiply-adds over all of k. Used by one thread.
 */
final class SmallProduct {

  /** Above this many multiplications packing pays. */
  private static final long LARGEST = 1 << 18;

  private static final int WIDE_ROWS = 4;
  private static final int NARROW_ROWS = 8;
  private static final long VECTOR = 4L * Lanes.LENGTH;

  private float[] left = new float[0];

  /** Whether a product, its right operand not transposed, is one of these. */
  static boolean suits(int m, int n, int k) {
    return k <= Gemm.DEPTH && n % Lanes.LENGTH == 0 && (long) m * n * k <= LARGEST;
  }

  /** The product; {@code a} is {@code [m][k]}, or {@code [k][m]} if it is transposed. */
  void run(
      boolean transposeA,
      int m,
      int n,
      int k,
      MemorySegment a,
      MemorySegment b,
      MemorySegment c,
      boolean accumulate) {
    // Tiles read whole rows, also where there are none.
    int room = (m + NARROW_ROWS) * k + NARROW_ROWS;
    if (left.length < room) {
      left = new float[room];
    }
    MemorySegment.copy(a, Lanes.FLOAT, 0, left, 0, m * k);
    int row = transposeA ? 1 : k;
    int step = transposeA ? m : 1;
    int wide = n - n % (2 * Lanes.LENGTH);
    for (int j = 0; j < wide; j += 2 * Lanes.LENGTH) {
      for (int i = 0; i < m; i += WIDE_ROWS) {
        long to = 4 * ((long) i * n + j);
        wide(left, i * row, row, step, k, b, 4L * j, 4L * n, c, to, m - i, accumulate);
      }
    }
    if (wide < n) {
      for (int i = 0; i < m; i += NARROW_ROWS) {
        long to = 4 * ((long) i * n + wide);
        narrow(left, i * row, row, step, k, b, 4L * wide, 4L * n, c, to, m - i, accumulate);
      }
    }
  }

  /**
   * A tile of two vectors.
   *
   * @param at the first element of {@code a}; the next row's is {@code row} further, the next
   *     column's {@code step}
   * @param from byte offset in {@code b}, whose rows are {@code stride} bytes apart, as those of
   *     {@code c} are
   * @param rows that there are; further ones are not stored
   */
  private static void wide(
      float[] a,
      int at,
      int row,
      int step,
      int k,
      MemorySegment b,
      long from,
      long stride,
      MemorySegment c,
      long to,
      int rows,
      boolean accumulate) {
    var zero = FloatVector.zero(Lanes.SPECIES);
    var s00 = zero;
    var s01 = zero;
    var s10 = zero;
    var s11 = zero;
    var s20 = zero;
    var s21 = zero;
    var s30 = zero;
    var s31 = zero;
    for (int p = 0, x = at; p < k; p++, x += step) {
      var y0 = FloatVector.fromMemorySegment(Lanes.SPECIES, b, from + p * stride, Lanes.ORDER);
      var y1 =
          FloatVector.fromMemorySegment(Lanes.SPECIES, b, from + p * stride + VECTOR, Lanes.ORDER);
      var x0 = all(a[x]);
      s00 = y0.fma(x0, s00);
      s01 = y1.fma(x0, s01);
      var x1 = all(a[x + row]);
      s10 = y0.fma(x1, s10);
      s11 = y1.fma(x1, s11);
      var x2 = all(a[x + 2 * row]);
      s20 = y0.fma(x2, s20);
      s21 = y1.fma(x2, s21);
      var x3 = all(a[x + 3 * row]);
      s30 = y0.fma(x3, s30);
      s31 = y1.fma(x3, s31);
    }
    put(s00, c, to, accumulate);
    put(s01, c, to + VECTOR, accumulate);
    if (rows > 1) {
      put(s10, c, to + stride, accumulate);
      put(s11, c, to + stride + VECTOR, accumulate);
    }
    if (rows > 2) {
      put(s20, c, to + 2 * stride, accumulate);
      put(s21, c, to + 2 * stride + VECTOR, accumulate);
    }
    if (rows > 3) {
      put(s30, c, to + 3 * stride, accumulate);
      put(s31, c, to + 3 * stride + VECTOR, accumulate);
    }
  }

  /** A tile of one vector, as {@link #wide}. */
  private static void narrow(
      float[] a,
      int at,
      int row,
      int step,
      int k,
      MemorySegment b,
      long from,
      long stride,
      MemorySegment c,
      long to,
      int rows,
      boolean accumulate) {
    var zero = FloatVector.zero(Lanes.SPECIES);
    var s0 = zero;
    var s1 = zero;
    var s2 = zero;
    var s3 = zero;
    var s4 = zero;
    var s5 = zero;
    var s6 = zero;
    var s7 = zero;
    for (int p = 0, x = at; p < k; p++, x += step) {
      var y = FloatVector.fromMemorySegment(Lanes.SPECIES, b, from + p * stride, Lanes.ORDER);
      s0 = y.fma(all(a[x]), s0);
      s1 = y.fma(all(a[x + row]), s1);
      s2 = y.fma(all(a[x + 2 * row]), s2);
      s3 = y.fma(all(a[x + 3 * row]), s3);
      s4 = y.fma(all(a[x + 4 * row]), s4);
      s5 = y.fma(all(a[x + 5 * row]), s5);
      s6 = y.fma(all(a[x + 6 * row]), s6);
      s7 = y.fma(all(a[x + 7 * row]), s7);
    }
    put(s0, c, to, accumulate);
    if (rows > 1) {
      put(s1, c, to + stride, accumulate);
    }
    if (rows > 2) {
      put(s2, c, to + 2 * stride, accumulate);
    }
    if (rows > 3) {
      put(s3, c, to + 3 * stride, accumulate);
    }
    if (rows > 4) {
      put(s4, c, to + 4 * stride, accumulate);
    }
    if (rows > 5) {
      put(s5, c, to + 5 * stride, accumulate);
    }
    if (rows > 6) {
      put(s6, c, to + 6 * stride, accumulate);
    }
    if (rows > 7) {
      put(s7, c, to + 7 * stride, accumulate);
    }
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(Lanes.SPECIES, value);
  }

  /** Stores or adds a vector of sums, never -0, as {@link Matrix#put}. */
  private static void put(FloatVector sums, MemorySegment c, long to, boolean accumulate) {
    var v = sums.add(0);
    var sum =
        accumulate ? v.add(FloatVector.fromMemorySegment(Lanes.SPECIES, c, to, Lanes.ORDER)) : v;
    sum.intoMemorySegment(c, to, Lanes.ORDER);
  }
}
