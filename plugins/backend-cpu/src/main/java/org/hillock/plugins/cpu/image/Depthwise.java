package org.hillock.plugins.cpu.image;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.plugins.cpu.parallel.Team;

/**
 * Depthwise convolutions: channels are lanes. Chunks are whole rows of pixels, cut by sizes alone;
 * sums of the weight gradient's blocks are added in order in double precision.
 */
final class Depthwise {

  private static final int L = Lanes.LENGTH;
  private static final int CHUNK_ELEMENTS = 16_384;
  private static final int BLOCKS = 64;

  private final Team team;
  private final Near[] near;
  private final float[][] sums;
  private double[] partial = new double[0];

  Depthwise(Team team) {
    this.team = team;
    near = Stream.generate(Near::new).limit(team.threads()).toArray(Near[]::new);
    sums = new float[team.threads()][L];
  }

  /** {@code target[p][c] = Σ over taps of source[tap of p][c]·weight[tap][c]}. */
  void gather(
      Field field,
      int channels,
      MemorySegment source,
      MemorySegment weight,
      MemorySegment target,
      boolean accumulate) {
    int height = field.rows().targets();
    int width = field.columns().targets();
    int rows = Math.toIntExact(target.byteSize() / 4 / channels / width);
    int together = Math.max(1, CHUNK_ELEMENTS / (width * channels));
    team.run(
        (rows + together - 1) / together,
        (chunk, worker) -> {
          int end = Math.min(rows, (chunk + 1) * together);
          for (int row = chunk * together; row < end; row++) {
            long image = 4L * (row / height) * field.sources() * channels;
            for (int x = 0; x < width; x++) {
              near[worker].find(field, row % height, x);
              long to = 4 * ((long) row * width + x) * channels;
              int whole = Lanes.SPECIES.loopBound(channels);
              for (int c = 0; c < whole; c += L) {
                vector(near[worker], channels, c, source, image, weight, target, to, accumulate);
              }
              if (whole < channels) {
                int c = whole;
                lanes(near[worker], channels, c, source, image, weight, target, to, accumulate);
              }
            }
          }
        });
  }

  private static void vector(
      Near near,
      int channels,
      int c,
      MemorySegment source,
      long image,
      MemorySegment weight,
      MemorySegment target,
      long to,
      boolean accumulate) {
    var sum =
        accumulate
            ? FloatVector.fromMemorySegment(Lanes.SPECIES, target, to + 4L * c, Lanes.ORDER)
            : FloatVector.zero(Lanes.SPECIES);
    for (int i = 0; i < near.count(); i++) {
      long from = image + 4 * ((long) near.source(i) * channels + c);
      long tap = 4 * ((long) near.tap(i) * channels + c);
      var w = FloatVector.fromMemorySegment(Lanes.SPECIES, weight, tap, Lanes.ORDER);
      sum = FloatVector.fromMemorySegment(Lanes.SPECIES, source, from, Lanes.ORDER).fma(w, sum);
    }
    sum.intoMemorySegment(target, to + 4L * c, Lanes.ORDER);
  }

  /** The same of less than a vector. */
  private static void lanes(
      Near near,
      int channels,
      int c,
      MemorySegment source,
      long image,
      MemorySegment weight,
      MemorySegment target,
      long to,
      boolean accumulate) {
    var mask = Lanes.first(channels - c);
    var sum =
        accumulate
            ? FloatVector.fromMemorySegment(Lanes.SPECIES, target, to + 4L * c, Lanes.ORDER, mask)
            : FloatVector.zero(Lanes.SPECIES);
    for (int i = 0; i < near.count(); i++) {
      long from = image + 4 * ((long) near.source(i) * channels + c);
      var w =
          FloatVector.fromMemorySegment(
              Lanes.SPECIES, weight, 4 * ((long) near.tap(i) * channels + c), Lanes.ORDER, mask);
      sum =
          FloatVector.fromMemorySegment(Lanes.SPECIES, source, from, Lanes.ORDER, mask).fma(w, sum);
    }
    sum.intoMemorySegment(target, to + 4L * c, Lanes.ORDER, mask);
  }

  /** {@code dw[tap][c] = Σ over p of x[tap of p][c]·dy[p][c]}. */
  void weightGradient(
      Field field, int channels, MemorySegment x, MemorySegment dy, MemorySegment dw) {
    int rows = Math.toIntExact(dy.byteSize() / 4 / channels / field.columns().targets());
    int blocks = Math.min(BLOCKS, rows);
    int weights = field.taps() * channels;
    if (partial.length < blocks * weights) {
      partial = new double[blocks * weights];
    }
    Arrays.fill(partial, 0, blocks * weights, 0);
    team.run(
        blocks,
        (block, worker) -> {
          int end = (int) ((block + 1L) * rows / blocks);
          for (int row = (int) ((long) block * rows / blocks); row < end; row++) {
            addRow(field, channels, row, x, dy, block * weights, sums[worker]);
          }
        });
    for (int i = 0; i < weights; i++) {
      double sum = 0;
      for (int block = 0; block < blocks; block++) {
        sum += partial[block * weights + i];
      }
      dw.setAtIndex(Lanes.FLOAT, i, (float) sum);
    }
  }

  private void addRow(
      Field field, int channels, int row, MemorySegment x, MemorySegment dy, int to, float[] sum) {
    for (int tap = 0; tap < field.taps(); tap++) {
      for (int c = 0; c < channels; c += L) {
        alongRow(field, channels, row, tap, c, x, dy, sum);
        for (int lane = 0, n = Math.min(L, channels - c); lane < n; lane++) {
          partial[to + tap * channels + c + lane] += sum[lane];
        }
      }
    }
  }

  private static void alongRow(
      Field field,
      int channels,
      int row,
      int tap,
      int c,
      MemorySegment x,
      MemorySegment dy,
      float[] to) {
    int height = field.rows().targets();
    int width = field.columns().targets();
    long image = (long) (row / height) * field.sources();
    var mask = Lanes.first(channels - c);
    var sum = FloatVector.zero(Lanes.SPECIES);
    for (int column = 0; column < width; column++) {
      int source = field.source(row % height, column, tap);
      if (source >= 0) {
        var a =
            FloatVector.fromMemorySegment(
                Lanes.SPECIES, x, 4 * ((image + source) * channels + c), Lanes.ORDER, mask);
        var b =
            FloatVector.fromMemorySegment(
                Lanes.SPECIES,
                dy,
                4 * (((long) row * width + column) * channels + c),
                Lanes.ORDER,
                mask);
        sum = a.fma(b, sum);
      }
    }
    sum.intoArray(to, 0);
  }
}
