package org.hillock.plugins.speech;

/**
 * The discrete Fourier transform of a power of two of complex numbers, {@code X[k] = Σ x[n]
 * e^(∓2πi·kn/N)}, unscaled: Stockham's self-sorting form in steps of four. Real and imaginary parts
 * lie in arrays of their own. Holds working space: one thread at a time.
 */
final class Fft {

  private final int size;
  private final float[] cos;
  private final float[] sin;
  private final float[] re;
  private final float[] im;

  /**
   * Of a size.
   *
   * @param size a power of two, at least 4
   */
  Fft(int size) {
    if (size < 4 || Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException("a power of two of at least 4 is wanted, got " + size);
    }
    this.size = size;
    cos = new float[size];
    sin = new float[size];
    for (int k = 0; k < size; k++) {
      cos[k] = (float) StrictMath.cos(2 * Math.PI * k / size);
      sin[k] = (float) StrictMath.sin(2 * Math.PI * k / size);
    }
    re = new float[size];
    im = new float[size];
  }

  /** Transforms in place; backwards is forwards with both parts exchanged. */
  void backward(float[] re, float[] im) {
    forward(im, re);
  }

  /** Transforms in place. */
  void forward(float[] x, float[] y) {
    float[] fromRe = x;
    float[] fromIm = y;
    float[] toRe = re;
    float[] toIm = im;
    int stride = 1;
    int left = size;
    while (left > 1) {
      if (left >= 4) {
        four(left / 4, stride, fromRe, fromIm, toRe, toIm);
        left /= 4;
        stride *= 4;
      } else {
        two(stride, fromRe, fromIm, toRe, toIm);
        left = 1;
      }
      float[] swapRe = fromRe;
      float[] swapIm = fromIm;
      fromRe = toRe;
      fromIm = toIm;
      toRe = swapRe;
      toIm = swapIm;
    }
    if (fromRe != x) {
      System.arraycopy(fromRe, 0, x, 0, size);
      System.arraycopy(fromIm, 0, y, 0, size);
    }
  }

  private void four(int count, int stride, float[] x, float[] y, float[] u, float[] v) {
    for (int p = 0; p < count; p++) {
      int w = p * stride;
      int a = w;
      int b = a + count * stride;
      int c = b + count * stride;
      int d = c + count * stride;
      int out = 4 * a;
      float c1 = cos[w];
      float s1 = sin[w];
      float c2 = cos[2 * w];
      float s2 = sin[2 * w];
      float c3 = cos[3 * w];
      float s3 = sin[3 * w];
      for (int q = 0; q < stride; q++) {
        float sumRe = x[a + q] + x[c + q];
        float sumIm = y[a + q] + y[c + q];
        float difRe = x[a + q] - x[c + q];
        float difIm = y[a + q] - y[c + q];
        float otherRe = x[b + q] + x[d + q];
        float otherIm = y[b + q] + y[d + q];
        // Times -i.
        float turnedRe = y[b + q] - y[d + q];
        float turnedIm = x[d + q] - x[b + q];
        u[out + q] = sumRe + otherRe;
        v[out + q] = sumIm + otherIm;
        float oneRe = difRe + turnedRe;
        float oneIm = difIm + turnedIm;
        u[out + stride + q] = oneRe * c1 + oneIm * s1;
        v[out + stride + q] = oneIm * c1 - oneRe * s1;
        float twoRe = sumRe - otherRe;
        float twoIm = sumIm - otherIm;
        u[out + 2 * stride + q] = twoRe * c2 + twoIm * s2;
        v[out + 2 * stride + q] = twoIm * c2 - twoRe * s2;
        float threeRe = difRe - turnedRe;
        float threeIm = difIm - turnedIm;
        u[out + 3 * stride + q] = threeRe * c3 + threeIm * s3;
        v[out + 3 * stride + q] = threeIm * c3 - threeRe * s3;
      }
    }
  }

  private static void two(int stride, float[] x, float[] y, float[] u, float[] v) {
    for (int q = 0; q < stride; q++) {
      u[q] = x[q] + x[stride + q];
      v[q] = y[q] + y[stride + q];
      u[stride + q] = x[q] - x[stride + q];
      v[stride + q] = y[q] - y[stride + q];
    }
  }
}
