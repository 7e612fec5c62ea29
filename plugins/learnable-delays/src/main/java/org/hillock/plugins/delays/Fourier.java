package org.hillock.plugins.delays;

import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The discrete Fourier transform, {@code Z_f = Σ_t z_t·e^(-2πi·f·t/N)}, of sequences that lie side
 * by side: Stockham's algorithm, a stage for each factor of N, every one a small transform whose
 * twiddle factors are multiplied in. Immutable.
 */
final class Fourier {

  /**
   * Sequences transformed at a time: rows long enough to be read fast, and all within a core's
   * cache.
   */
  static final int SIDE_BY_SIDE = 256;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Larger ones first: fewer stages. */
  private static final int[] FACTORS = {4, 5, 7, 3, 2};

  private final int points;
  private final List<Stage> stages = new ArrayList<>();

  /**
   * One factor's transforms, of points that stand {@code groups·stride} rows apart.
   *
   * @param cosines {@code [groups][factor][factor]}: by group, frequency and time
   * @param sines as the cosines
   */
  private record Stage(int factor, int groups, int stride, float[] cosines, float[] sines) {

    static Stage of(int factor, int groups, int stride) {
      int size = groups * factor * factor;
      var stage = new Stage(factor, groups, stride, new float[size], new float[size]);
      for (int i = 0; i < size; i++) {
        int group = i / (factor * factor);
        int frequency = i / factor % factor;
        int time = i % factor;
        int turns = frequency * (group + groups * time) % (groups * factor);
        double angle = 2 * Math.PI * turns / (groups * factor);
        stage.cosines[i] = (float) StrictMath.cos(angle);
        stage.sines[i] = (float) StrictMath.sin(angle);
      }
      return stage;
    }
  }

  /** The memory of a transform, for one thread: complex rows of {@link #SIDE_BY_SIDE} columns. */
  static final class Rows {

    float[] re;
    float[] im;
    private float[] otherRe;
    private float[] otherIm;

    Rows(int points) {
      int size = points * SIDE_BY_SIDE;
      re = new float[size];
      im = new float[size];
      otherRe = new float[size];
      otherIm = new float[size];
    }

    private void swap() {
      var r = re;
      re = otherRe;
      otherRe = r;
      var i = im;
      im = otherIm;
      otherIm = i;
    }
  }

  /**
   * @param points N, from {@link #points(int)}
   */
  Fourier(int points) {
    this.points = points;
    int stride = 1;
    for (int rest = points; rest > 1; ) {
      int factor = factor(rest);
      rest /= factor;
      stages.add(Stage.of(factor, rest, stride));
      stride *= factor;
    }
  }

  /** The least number of points that has small factors only, and is not below another. */
  static int points(int least) {
    int points = least;
    while (!smooth(points)) {
      points++;
    }
    return points;
  }

  private static boolean smooth(int points) {
    int rest = points;
    while (rest > 1 && factor(rest) > 0) {
      rest /= factor(rest);
    }
    return rest == 1;
  }

  private static int factor(int points) {
    for (int factor : FACTORS) {
      if (points % factor == 0) {
        return factor;
      }
    }
    return 0;
  }

  /** Multiplications for one real sequence, of which two are transformed as a complex one. */
  static double cost(int points) {
    double cost = 0;
    for (int rest = points; rest > 1; rest /= factor(rest)) {
      cost += 2.0 * points * factor(rest);
    }
    return cost;
  }

  int points() {
    return points;
  }

  /** Transforms in place, {@code [points]} rows. */
  void transform(Rows rows) {
    for (int s = 0; s < stages.size(); s++) {
      var stage = stages.get(s);
      int width = stage.stride * SIDE_BY_SIDE;
      for (int group = 0; group < stage.groups; group++) {
        for (int f = 0; f < stage.factor; f++) {
          int to = (stage.factor * group + f) * width;
          sum(stage, group, f, width, rows, to);
        }
      }
      rows.swap();
    }
  }

  /** One frequency of a group. */
  private static void sum(Stage stage, int group, int f, int width, Rows rows, int to) {
    int weights = (group * stage.factor + f) * stage.factor;
    int end = weights + stage.factor;
    int step = stage.groups * width;
    var re = rows.re;
    var im = rows.im;
    for (int c = 0; c < width; c += 2 * LANES) {
      var r0 = FloatVector.zero(SPECIES);
      var i0 = r0;
      var r1 = r0;
      var i1 = r0;
      int from = group * width + c;
      for (int w = weights; w < end; w++, from += step) {
        var cosine = FloatVector.broadcast(SPECIES, stage.cosines[w]);
        var sine = FloatVector.broadcast(SPECIES, stage.sines[w]);
        var x = FloatVector.fromArray(SPECIES, re, from);
        var y = FloatVector.fromArray(SPECIES, im, from);
        r0 = y.fma(sine, x.fma(cosine, r0));
        i0 = x.fma(sine.neg(), y.fma(cosine, i0));
        x = FloatVector.fromArray(SPECIES, re, from + LANES);
        y = FloatVector.fromArray(SPECIES, im, from + LANES);
        r1 = y.fma(sine, x.fma(cosine, r1));
        i1 = x.fma(sine.neg(), y.fma(cosine, i1));
      }
      r0.intoArray(rows.otherRe, to + c);
      i0.intoArray(rows.otherIm, to + c);
      r1.intoArray(rows.otherRe, to + c + LANES);
      i1.intoArray(rows.otherIm, to + c + LANES);
    }
  }
}
