package org.hillock.plugins.delays;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.hillock.api.tensor.Tensor;

/**
 * The {@link Projections} of pairs of real sequences that are transformed as one complex one: with
 * {@code Z = X + iY}, {@code 2X_f = Z_f + conj Z_(N-f)} and {@code 2iY_f = Z_f - conj Z_(N-f)}.
 * Serves one thread.
 */
final class Components {

  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = Fourier.SIDE_BY_SIDE;

  private final int points;

  /** Three projections of as many X, then as many Y. */
  private final float[] projected = new float[3 * 2 * WIDTH];

  Components(int points) {
    this.points = points;
  }

  /**
   * Writes the projections of a transform.
   *
   * @param to a spectrum
   * @param column where in its rows
   * @param count how many columns
   */
  void project(Projections by, Fourier.Rows from, Tensor to, long column, int count) {
    long stride = to.size() / Projections.rank(points);
    long at = column;
    for (int f = 0; f <= points / 2; f++) {
      int number = Projections.count(f, points);
      if (number == 1) {
        real(by.ofReal(), from, f * WIDTH);
      } else {
        project(by, from, f * WIDTH, (points - f) * WIDTH);
      }
      for (int i = 0; i < number; i++, at += stride) {
        MemorySegment.copy(projected, i * 2 * WIDTH, to.segment(), FLOAT, 4 * at, count);
      }
    }
  }

  private void real(float weight, Fourier.Rows from, int row) {
    for (int c = 0; c < WIDTH; c++) {
      projected[c] = weight * from.re[row + c];
      projected[WIDTH + c] = weight * from.im[row + c];
    }
  }

  private void project(Projections by, Fourier.Rows from, int f, int g) {
    for (int c = 0; c < WIDTH; c += SPECIES.length()) {
      var fr = load(from.re, f + c);
      var fi = load(from.im, f + c);
      var gr = load(from.re, g + c);
      var gi = load(from.im, g + c);
      var xr = fr.add(gr);
      var xi = fi.sub(gi);
      var yr = fi.add(gi);
      var yi = gr.sub(fr);
      for (int i = 0, to = c; i < 3; i++, to += 2 * WIDTH) {
        var cosine = FloatVector.broadcast(SPECIES, by.cosines()[i]);
        var minusSine = FloatVector.broadcast(SPECIES, -by.sines()[i]);
        xi.fma(minusSine, xr.mul(cosine)).intoArray(projected, to);
        yi.fma(minusSine, yr.mul(cosine)).intoArray(projected, to + WIDTH);
      }
    }
  }

  /**
   * From the projections of a spectrum its components, real and imaginary parts exchanged: the
   * transform then goes back to time, and leaves them exchanged.
   *
   * @param column where in the spectrum's rows
   * @param count how many columns
   */
  void collect(Projections by, Tensor from, long column, int count, Fourier.Rows to) {
    // X and Y do not mix, but for their rounding: what is not there must always be the same.
    Arrays.fill(projected, 0);
    long stride = from.size() / Projections.rank(points);
    long at = column;
    for (int f = 0; f <= points / 2; f++) {
      int number = Projections.count(f, points);
      for (int i = 0; i < number; i++, at += stride) {
        MemorySegment.copy(from.segment(), FLOAT, 4 * at, projected, i * 2 * WIDTH, count);
      }
      if (number == 1) {
        collectReal(by.ofReal(), to, f * WIDTH);
      } else {
        collect(by, to, f * WIDTH, (points - f) * WIDTH);
      }
    }
  }

  private void collectReal(float weight, Fourier.Rows to, int row) {
    for (int c = 0; c < WIDTH; c++) {
      to.im[row + c] = weight * projected[c];
      to.re[row + c] = weight * projected[WIDTH + c];
    }
  }

  private void collect(Projections by, Fourier.Rows to, int f, int g) {
    for (int c = 0; c < WIDTH; c += SPECIES.length()) {
      var xr = FloatVector.zero(SPECIES);
      var xi = xr;
      var yr = xr;
      var yi = xr;
      for (int i = 0, from = c; i < 3; i++, from += 2 * WIDTH) {
        var cosine = FloatVector.broadcast(SPECIES, by.cosines()[i]);
        var minusSine = FloatVector.broadcast(SPECIES, -by.sines()[i]);
        var x = load(projected, from);
        var y = load(projected, from + WIDTH);
        xr = x.fma(cosine, xr);
        xi = x.fma(minusSine, xi);
        yr = y.fma(cosine, yr);
        yi = y.fma(minusSine, yi);
      }
      xr.sub(yi).intoArray(to.im, f + c);
      yr.add(xi).intoArray(to.re, f + c);
      xr.add(yi).intoArray(to.im, g + c);
      yr.sub(xi).intoArray(to.re, g + c);
    }
  }

  private static FloatVector load(float[] from, int at) {
    return FloatVector.fromArray(SPECIES, from, at);
  }
}
