package org.hillock.plugins.speech;

/**
 * Sound at another rate: a sinc of 0.99 of the narrower band, under a Hann window of six of its
 * lobes. Immutable.
 */
final class Resampler {

  private static final int LOBES = 6;
  private static final double ROLLOFF = 0.99;

  private final int from;
  private final int to;
  private final int reach;
  private final float[][] kernels;

  /** From one number of samples a second to another. */
  Resampler(int from, int to) {
    int common = common(from, to);
    this.from = from / common;
    this.to = to / common;
    double band = Math.min(this.from, this.to) * ROLLOFF;
    reach = (int) Math.ceil(LOBES * this.from / band);
    kernels = new float[this.to][2 * reach + this.from];
    for (int j = 0; j < this.to; j++) {
      for (int k = 0; k < kernels[j].length; k++) {
        double at = ((double) (k - reach) / this.from - (double) j / this.to) * band;
        double t = Math.clamp(at, -LOBES, LOBES);
        double hann = StrictMath.pow(StrictMath.cos(t * Math.PI / LOBES / 2), 2);
        double sinc = t == 0 ? 1 : StrictMath.sin(t * Math.PI) / (t * Math.PI);
        kernels[j][k] = (float) (sinc * hann * band / this.from);
      }
    }
  }

  private static int common(int a, int b) {
    return b == 0 ? a : common(b, a % b);
  }

  /** The sound, beyond whose ends is silence. */
  float[] resample(float[] sound) {
    var out = new float[Math.toIntExact(Math.ceilDiv((long) sound.length * to, from))];
    for (int n = 0; n < out.length; n++) {
      var kernel = kernels[n % to];
      int start = n / to * from - reach;
      int first = Math.max(0, -start);
      int last = Math.min(kernel.length, sound.length - start);
      float sum = 0;
      for (int k = first; k < last; k++) {
        sum += kernel[k] * sound[start + k];
      }
      out[n] = sum;
    }
    return out;
  }
}
