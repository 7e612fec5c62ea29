package org.hillock.plugins.speech;

import java.util.Arrays;
import org.hillock.api.tensor.Tensor;

/**
 * The mel front end of Hammouamri et al. (2024), their section 4.1 and code: one second at 16 kHz,
 * resampled to 8 kHz (windowed sinc), power spectra of 256 points every 10 ms (periodic Hann
 * window, centred, the ends reflected), 140 triangular mel filters from 50 Hz to 14 kHz, in
 * decibels of at least 10⁻¹⁰. The upper filters lie beyond half the rate and stay at -100. Holds
 * working space: one thread at a time.
 */
final class MelSpectrogram {

  /** Samples a second of what is heard, of which there is one second. */
  static final int RATE = 16_000;

  /** Spectra in a second, the one at its very end included. */
  static final int FRAMES = 101;

  /** Filters. */
  static final int BANDS = 140;

  private static final int HALF_RATE = RATE / 2;
  private static final int POINTS = 256;
  private static final int HOP = 80;
  private static final double LOWEST = 50;
  private static final double HIGHEST = 14_000;
  private static final double LEAST = 1e-10;

  private final Resampler halving = new Resampler(RATE, HALF_RATE);
  private final float[] window = new float[POINTS];
  private final double[][] filters = filters();
  private final Fft fft = new Fft(POINTS);
  private final float[] re = new float[POINTS];
  private final float[] im = new float[POINTS];

  MelSpectrogram() {
    for (int i = 0; i < POINTS; i++) {
      window[i] = (float) (0.5 - 0.5 * StrictMath.cos(2 * Math.PI * i / POINTS));
    }
  }

  /**
   * Writes the spectrogram of a sound, which is cut, or filled with silence, to one second.
   *
   * @param mel {@code [101][140]}, decibels
   */
  void write(float[] sound, Tensor mel) {
    float[] resampled = halving.resample(Arrays.copyOf(sound, RATE));
    for (int frame = 0; frame < FRAMES; frame++) {
      for (int i = 0; i < POINTS; i++) {
        re[i] = resampled[reflected(frame * HOP + i - POINTS / 2)] * window[i];
        im[i] = 0;
      }
      fft.forward(re, im);
      for (int band = 0; band < BANDS; band++) {
        double power = 0;
        for (int k = 0; k < filters[band].length; k++) {
          if (filters[band][k] != 0) {
            power += filters[band][k] * ((double) re[k] * re[k] + (double) im[k] * im[k]);
          }
        }
        mel.set((long) frame * BANDS + band, (float) (10 * Math.log10(Math.max(power, LEAST))));
      }
    }
  }

  private static int reflected(int i) {
    int positive = Math.abs(i);
    return positive < HALF_RATE ? positive : 2 * (HALF_RATE - 1) - positive;
  }

  /** The weight of each spectral line in each band. */
  private static double[][] filters() {
    double low = mels(LOWEST);
    double step = (mels(HIGHEST) - low) / (BANDS + 1);
    var filters = new double[BANDS][POINTS / 2 + 1];
    for (int band = 0; band < BANDS; band++) {
      double left = hertz(low + band * step);
      double centre = hertz(low + (band + 1) * step);
      double right = hertz(low + (band + 2) * step);
      for (int k = 0; k <= POINTS / 2; k++) {
        double f = (double) k * HALF_RATE / POINTS;
        double rise = (f - left) / (centre - left);
        double fall = (right - f) / (right - centre);
        filters[band][k] = Math.max(0, Math.min(rise, fall));
      }
    }
    return filters;
  }

  private static double mels(double hertz) {
    return 2595 * StrictMath.log10(1 + hertz / 700);
  }

  private static double hertz(double mels) {
    return 700 * (StrictMath.pow(10, mels / 2595) - 1);
  }
}
