package org.hillock.plugins.delays;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.hillock.api.tensor.Tensor;

/**
 * The components of pairs of real sequences that are transformed as one complex one: with {@code Z
 * = X + iY}, {@code 2X_f = Z_f + conj Z_(N-f)} and {@code 2iY_f = Z_f - conj Z_(N-f)}. Of conjugate
 * ones a spectrum has the first: its rows are the constant component, then real and imaginary parts
 * by turns, and at the end, if N is even, the alternating component. Serves one thread.
 */
final class Components {

  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = Fourier.SIDE_BY_SIDE;

  /** Floats of a part, of as many X and Y. */
  private static final int PART = 2 * WIDTH;

  private final int points;

  /** Real parts, then imaginary ones. */
  private final float[] parts = new float[2 * PART];

  Components(int points) {
    this.points = points;
  }

  /** How many components have an imaginary part; conjugate ones count once. */
  static int complex(int points) {
    return (points - 1) / 2;
  }

  /**
   * Writes a spectrum.
   *
   * @param to {@code [points]} rows
   * @param column where in its rows
   * @param count how many columns
   */
  void separate(Fourier.Rows from, Tensor to, long column, int count) {
    put(from.re, from.im, 0, 0, to, column, count);
    for (int f = 1; f <= complex(points); f++) {
      separate(from, f * WIDTH, (points - f) * WIDTH);
      store(0, to, 2 * f - 1, column, count);
      store(PART, to, 2 * f, column, count);
    }
    if (points % 2 == 0) {
      put(from.re, from.im, points / 2, points - 1, to, column, count);
    }
  }

  private void put(
      float[] re, float[] im, int component, int row, Tensor to, long column, int count) {
    System.arraycopy(re, component * WIDTH, parts, 0, WIDTH);
    System.arraycopy(im, component * WIDTH, parts, WIDTH, WIDTH);
    store(0, to, row, column, count);
  }

  private void separate(Fourier.Rows from, int f, int g) {
    for (int c = 0; c < WIDTH; c += SPECIES.length()) {
      var fr = load(from.re, f + c);
      var fi = load(from.im, f + c);
      var gr = load(from.re, g + c);
      var gi = load(from.im, g + c);
      fr.add(gr).mul(0.5f).intoArray(parts, c);
      fi.add(gi).mul(0.5f).intoArray(parts, c + WIDTH);
      fi.sub(gi).mul(0.5f).intoArray(parts, c + PART);
      gr.sub(fr).mul(0.5f).intoArray(parts, c + PART + WIDTH);
    }
  }

  /**
   * From a spectrum the components of pairs, divided by N, real and imaginary parts exchanged: the
   * transform then goes back to time, and leaves them exchanged.
   *
   * @param column where in the spectrum's rows
   * @param count how many columns
   */
  void join(Tensor from, long column, int count, Fourier.Rows to) {
    // X and Y do not mix, but for their rounding: what is not there must always be the same.
    Arrays.fill(parts, 0);
    load(from, 0, 0, column, count);
    join(to, 0);
    for (int f = 1; f <= complex(points); f++) {
      load(from, 2 * f - 1, 0, column, count);
      load(from, 2 * f, PART, column, count);
      join(to, f * WIDTH, (points - f) * WIDTH);
    }
    if (points % 2 == 0) {
      load(from, points - 1, 0, column, count);
      join(to, points / 2 * WIDTH);
    }
  }

  /** Of a real component. */
  private void join(Fourier.Rows to, int row) {
    float scale = 1f / points;
    for (int c = 0; c < WIDTH; c++) {
      to.im[row + c] = parts[c] * scale;
      to.re[row + c] = parts[c + WIDTH] * scale;
    }
  }

  private void join(Fourier.Rows to, int f, int g) {
    float scale = 1f / points;
    for (int c = 0; c < WIDTH; c += SPECIES.length()) {
      var xr = load(parts, c).mul(scale);
      var yr = load(parts, c + WIDTH).mul(scale);
      var xi = load(parts, c + PART).mul(scale);
      var yi = load(parts, c + PART + WIDTH).mul(scale);
      xr.sub(yi).intoArray(to.im, f + c);
      yr.add(xi).intoArray(to.re, f + c);
      xr.add(yi).intoArray(to.im, g + c);
      yr.sub(xi).intoArray(to.re, g + c);
    }
  }

  private static FloatVector load(float[] from, int at) {
    return FloatVector.fromArray(SPECIES, from, at);
  }

  private void load(Tensor from, int row, int to, long column, int count) {
    MemorySegment.copy(from.segment(), FLOAT, at(from, row, column), parts, to, count);
  }

  private void store(int from, Tensor to, int row, long column, int count) {
    MemorySegment.copy(parts, from, to.segment(), FLOAT, at(to, row, column), count);
  }

  private long at(Tensor spectrum, int row, long column) {
    return 4 * (row * (spectrum.size() / points) + column);
  }
}
