package org.hillock.plugins.cpu.scan;

import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * How neurons are cut into blocks: by sizes alone, so that sums do not depend on threads.
 *
 * @param neurons how many there are
 * @param size of a block, but for the last
 * @param stride floats from one scratch row to the next
 */
record Blocks(long neurons, int size, int stride) {

  /** Long enough for streaming, short enough for a row in the inner caches. */
  private static final int LARGEST = 16_384;

  private static final int SMALLEST = 2048;

  /** Floats of all scratch rows together: half a second-level cache. */
  private static final int SCRATCH = 131_072;

  /**
   * Floats between scratch rows: a quarter of a page, as between a page and the first row, so that
   * no load waits for a store that shares its address bits.
   */
  private static final int PADDING = 256;

  /**
   * The blocks of a call.
   *
   * @param features the longest parameter's values; a block holds whole multiples if it can
   */
  static Blocks of(long neurons, int localRows, int features) {
    int most = Math.clamp(SCRATCH / Math.max(1, localRows), 4 * Lanes.LENGTH, LARGEST);
    // Four blocks or more, where that leaves them long enough.
    int wanted = Math.clamp((neurons + 3) / 4, Math.min(SMALLEST, most), most);
    int size = wanted / Lanes.LENGTH * Lanes.LENGTH;
    if (features > 1 && features <= size) {
      size = size / features * features;
    }
    return new Blocks(neurons, size, size + PADDING);
  }

  int count() {
    long count = (neurons + size - 1) / size;
    if (count > Integer.MAX_VALUE) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "backend cpu: %d neurons in one scan are too many".formatted(neurons));
    }
    return (int) count;
  }

  long start(int block) {
    return (long) block * size;
  }

  int length(int block) {
    return (int) Math.min(size, neurons - start(block));
  }
}
