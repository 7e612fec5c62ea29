package org.hillock.plugins.cpu.image;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.hillock.plugins.cpu.gemm.Left;
import org.hillock.plugins.cpu.gemm.Transposer;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * The patches of images as a matrix {@code [target pixels][taps·channels]}, or its transpose.
 *
 * @param images source images
 * @param all channels of those
 * @param first the first channel seen
 * @param channels how many are seen
 */
record Patches(
    MemorySegment images, Field field, int all, int first, int channels, boolean transposed)
    implements Left {

  /** Below this many floats a loop beats a copy. */
  private static final int SHORT = 16;

  @Override
  public void pack(int row, int rows, int from, int depth, float[] to, Transposer transposer) {
    if (!transposed) {
      for (int i = 0; i < rows; i++) {
        patch(row + i, from, depth, to, i * depth);
      }
      return;
    }
    float[] strip = transposer.strip(rows);
    for (int p = 0; p < depth; p += Lanes.LENGTH) {
      int count = Math.min(Lanes.LENGTH, depth - p);
      for (int i = 0; i < count; i++) {
        patch(from + p + i, row, rows, strip, i * rows);
      }
      transposer.copyStrip(count, rows, to, p, depth);
    }
  }

  /** Elements {@code [from, from + count)} of a target pixel's patch. */
  private void patch(int target, int from, int count, float[] to, int at) {
    int width = field.columns().targets();
    int x = target % width;
    int y = target / width % field.rows().targets();
    long image = (long) (target / field.targets()) * field.sources();
    int tap = from / channels;
    int channel = from % channels;
    int end = at + count;
    while (at < end) {
      int source = field.source(y, x, tap);
      int run = Math.min(channels - channel, end - at);
      // Neighbours in a row of the window are neighbours in memory: copied at once.
      while (channels == all && source >= 0 && at + run < end && isFollowed(y, x, tap)) {
        run += Math.min(channels, end - at - run);
        tap++;
      }
      if (source < 0) {
        Arrays.fill(to, at, at + run, 0);
      } else {
        copy((image + source) * all + first + channel, run, to, at);
      }
      at += run;
      tap++;
      channel = 0;
    }
  }

  private boolean isFollowed(int y, int x, int tap) {
    return (tap + 1) % field.columns().size() != 0
        && field.source(y, x, tap + 1) == field.source(y, x, tap) + 1;
  }

  private void copy(long from, int count, float[] to, int at) {
    if (count < SHORT) {
      for (int i = 0; i < count; i++) {
        to[at + i] = images.getAtIndex(Lanes.FLOAT, from + i);
      }
    } else {
      MemorySegment.copy(images, Lanes.FLOAT, 4 * from, to, at, count);
    }
  }
}
