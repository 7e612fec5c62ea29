package org.hillock.plugins.speech;

import java.util.Arrays;

/**
 * An utterance without the silence before and after it.
 *
 * @param whole as it was recorded
 * @param quieter what is by so many dB quieter than the loudest 20 ms is silence
 */
record Trimmed(Utterance whole, double quieter) implements Utterance {

  private static final int WINDOWS_A_SECOND = 50;

  @Override
  public String name() {
    return whole.name();
  }

  @Override
  public String source() {
    return whole.source();
  }

  @Override
  public float[] sound(int rate) {
    var sound = whole.sound(rate);
    int half = rate / WINDOWS_A_SECOND / 2;
    double[] energy = new double[sound.length + 1];
    for (int i = 0; i < sound.length; i++) {
      energy[i + 1] = energy[i] + (double) sound[i] * sound[i];
    }
    double[] around = new double[sound.length];
    for (int i = 0; i < sound.length; i++) {
      around[i] = energy[Math.min(i + half + 1, sound.length)] - energy[Math.max(i - half, 0)];
    }
    double least = Arrays.stream(around).max().orElse(0) * Math.pow(10, -quieter / 10);
    int from = 0;
    int to = sound.length;
    while (from < to && around[from] < least) {
      from++;
    }
    while (to > from && around[to - 1] < least) {
      to--;
    }
    return Arrays.copyOfRange(sound, from, to);
  }
}
