package org.hillock.plugins.cpu.image;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.hillock.plugins.cpu.gemm.Left;
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
  public void pack(int row, int rows, int from, int depth, float[] to) {
    if (transposed) {
      patches(from, depth, row, rows, to);
    } else {
      patches(row, rows, from, depth, to);
    }
  }

  /** Elements {@code [from, from + count)} of the patches of some target pixels, row by row. */
  private void patches(int target, int targets, int from, int count, float[] to) {
    int width = field.columns().targets();
    int height = field.rows().targets();
    int x = target % width;
    int y = target / width % height;
    long image = (long) (target / field.targets()) * field.sources();
    int tap = from / channels;
    int ky = tap / field.columns().size();
    int kx = tap % field.columns().size();
    for (int i = 0; i < targets; i++) {
      patch(image, y, x, ky, kx, from - tap * channels, count, to, i * count);
      if (++x == width) {
        x = 0;
        if (++y == height) {
          y = 0;
          image += field.sources();
        }
      }
    }
  }

  /** Elements of a patch from a channel of a tap on. */
  private void patch(
      long image, int y, int x, int ky, int kx, int channel, int count, float[] to, int at) {
    int taps = field.columns().size();
    int end = at + count;
    while (at < end) {
      int row = field.rows().of(y, ky);
      int column = field.columns().of(x, kx);
      boolean inside = row >= 0 && column >= 0;
      int run = Math.min(channels - channel, end - at);
      // Neighbours in a row of the window are neighbours in memory: copied at once.
      for (int next = column + 1;
          inside && channels == all && at + run < end && isAt(x, kx + 1, next);
          next++) {
        run += Math.min(channels, end - at - run);
        kx++;
      }
      if (inside) {
        long source = image + (long) row * field.columns().sources() + column;
        copy(source * all + first + channel, run, to, at);
      } else {
        Arrays.fill(to, at, at + run, 0);
      }
      at += run;
      channel = 0;
      if (++kx == taps) {
        kx = 0;
        ky++;
      }
    }
  }

  private boolean isAt(int x, int kx, int column) {
    return kx < field.columns().size() && field.columns().of(x, kx) == column;
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
