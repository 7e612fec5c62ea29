package org.hillock.plugins.cpu.image;

import java.lang.foreign.MemorySegment;
import org.hillock.plugins.cpu.gemm.Right;
import org.hillock.plugins.cpu.gemm.Transposer;

/**
 * Weights {@code [taps][channels][all]} as the matrix {@code [taps·out][channels]}.
 *
 * @param all output channels of a stored row
 * @param first the first of those that are seen
 * @param out how many are seen
 */
record AdjointWeights(MemorySegment weights, int channels, int all, int first, int out)
    implements Right {

  @Override
  public void pack(
      int from,
      int depth,
      int column,
      int columns,
      float[] to,
      int at,
      int width,
      Transposer transposer) {
    for (int done = 0; done < depth; ) {
      int tap = (from + done) / out;
      int o = (from + done) % out;
      int count = Math.min(out - o, depth - done);
      long start = 4 * (((long) tap * channels + column) * all + first + o);
      transposer.copy(weights, start, 4L * all, columns, count, to, at + done * width, width);
      done += count;
    }
  }
}
