package org.hillock.plugins.speech;

import java.util.Arrays;

/**
 * Gammatone filters in the frequency domain. A filter's response is {@code (1 + i·(f - fc)/b)^-4};
 * its output, shifted to base band and read every ms, is the envelope. Holds working space.
 */
final class Filters {

  private static final double LOUDNESS = 0.1;

  private final Cochlea cochlea;
  private final int window;
  private final Fft ofSound;
  private final Fft ofBand;
  private final float[] soundRe;
  private final float[] soundIm;
  private final float[] bandRe;
  private final float[] bandIm;

  /**
   * Of sounds up to a length.
   *
   * @param window in ms, a power of two
   */
  Filters(Cochlea cochlea, int window) {
    this.cochlea = cochlea;
    this.window = window;
    int samples = window * (cochlea.rate() / 1000);
    ofSound = new Fft(samples);
    ofBand = new Fft(window);
    soundRe = new float[samples];
    soundIm = new float[samples];
    bandRe = new float[window];
    bandIm = new float[window];
  }

  int window() {
    return window;
  }

  /** Takes a sound, scaled to a root mean square of 0.1; silence stays silence. */
  void listen(float[] sound) {
    double squares = 0;
    for (float s : sound) {
      squares += (double) s * s;
    }
    double rms = Math.sqrt(squares / Math.max(1, sound.length));
    float scale = rms > 0 ? (float) (LOUDNESS / rms) : 0;
    for (int i = 0; i < soundRe.length; i++) {
      soundRe[i] = i < sound.length ? sound[i] * scale : 0;
    }
    Arrays.fill(soundIm, 0);
    ofSound.forward(soundRe, soundIm);
  }

  /** The envelope of a channel each ms from the beginning, after its cube root. */
  void envelope(int channel, float[] envelope) {
    double centre = cochlea.centre(channel);
    double spacing = 1000.0 / window;
    int middle = (int) Math.round(centre / spacing);
    int half = window / 2;
    int from = Math.max(middle - half, 1);
    int to = Math.min(middle + half, soundRe.length / 2);
    Arrays.fill(bandRe, 0);
    Arrays.fill(bandIm, 0);
    double b = Cochlea.bandwidth(centre);
    float slope = (float) (spacing / b);
    float start = (float) -(centre / b);
    // Negative frequencies are left out, for which the positive ones count twice.
    float scale = 2f / soundRe.length;
    filter(Math.max(from, middle), to, middle, slope, start, scale);
    filter(from, Math.min(to, middle), middle - window, slope, start, scale);
    ofBand.backward(bandRe, bandIm);
    for (int t = 0; t < envelope.length; t++) {
      envelope[t] = cubeRoot((float) Math.sqrt(bandRe[t] * bandRe[t] + bandIm[t] * bandIm[t]));
    }
  }

  /** The response at bins {@code [from, to)}, put at {@code bin - zero}. */
  private void filter(int from, int to, int zero, float slope, float start, float scale) {
    for (int k = from; k < to; k++) {
      float x = start + k * slope;
      float d = 1 / (1 + x * x);
      // w = 1/(1 + ix); its square, and that once more.
      float re2 = (1 - x * x) * d * d;
      float im2 = -2 * x * d * d;
      float re = (re2 * re2 - im2 * im2) * scale;
      float im = 2 * re2 * im2 * scale;
      bandRe[k - zero] = soundRe[k] * re - soundIm[k] * im;
      bandIm[k - zero] = soundRe[k] * im + soundIm[k] * re;
    }
  }

  /** By Newton's method from a third of the exponent; to 10⁻⁵ of the value. */
  static float cubeRoot(float x) {
    float r = Float.intBitsToFloat(Float.floatToRawIntBits(x) / 3 + 0x2A5137A0);
    r -= (r - x / (r * r)) * (1 / 3f);
    return r - (r - x / (r * r)) * (1 / 3f);
  }
}
