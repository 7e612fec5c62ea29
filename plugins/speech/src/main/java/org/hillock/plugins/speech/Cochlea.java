package org.hillock.plugins.speech;

import java.util.Arrays;
import org.hillock.api.random.RandomStream;

/**
 * What a cochlea makes of sound: gammatone filters of fourth order, their centres spread evenly in
 * equivalent rectangular bandwidths (Glasberg and Moore 1990); of each the envelope at 1 kHz,
 * compressed by a cube root; less its own past (adaptation); then a leaky integrate-and-fire neuron
 * in steps of 1 ms. A word gives some 7,300 spikes of 700 channels, as many as in the Heidelberg
 * digits.
 *
 * @param rate samples a second: 1,000 times a power of two
 * @param channels filters
 * @param low centre of the lowest filter, Hz
 * @param high centre of the highest filter, Hz, below half the rate
 * @param adaptation the share of its own past that is taken off an envelope
 * @param adaptationTime how long that past is, ms
 * @param gain input of a neuron for an adapted envelope of 1
 * @param noise standard deviation of what is added to the membrane potential each ms
 * @param leakTime time constant of the membrane potential, ms
 * @param refractory how long a neuron is silent after a spike, ms
 */
record Cochlea(
    int rate,
    int channels,
    double low,
    double high,
    double adaptation,
    double adaptationTime,
    double gain,
    double noise,
    double leakTime,
    int refractory) {

  /** The longest sound, in ms. */
  static final int LONGEST = 8000;

  private static final int SHORTEST = 256;

  /** For how long filters and neurons are let ring after a sound, ms. */
  private static final int RINGING = 64;

  Cochlea {
    requireBands(rate, low, high);
  }

  /**
   * Refuses rates without a whole, binary number of samples a ms, and filters beyond half of it.
   */
  static void requireBands(int rate, double low, double high) {
    if (rate % 1000 != 0 || Integer.bitCount(rate / 1000) != 1 || rate > 64_000) {
      throw new IllegalArgumentException(
          "rate: expected 1000, 2000, 4000, … or 64000 samples a second, found " + rate);
    }
    if (!(low < high) || high >= rate / 2.0) {
      throw new IllegalArgumentException(
          "low, high: expected low below high, and high below half the rate (%d Hz), found %s and %s"
              .formatted(rate / 2, low, high));
    }
  }

  /** As the spoken digits have it, of sound at 8 kHz. */
  static Cochlea standard(int channels) {
    return new Cochlea(8000, channels, 80, 3800, 0.6, 60, 8.8, 0.004, 8, 2);
  }

  /** The centre of a filter, Hz. */
  double centre(int channel) {
    double from = erbs(low);
    double step = channels == 1 ? 0 : (erbs(high) - from) / (channels - 1);
    return (StrictMath.pow(10, (from + channel * step) / 21.4) - 1) / 0.00437;
  }

  private static double erbs(double frequency) {
    return 21.4 * StrictMath.log10(1 + 0.00437 * frequency);
  }

  /** The bandwidth of a filter, Hz: that of the ear there, for a gammatone of fourth order. */
  static double bandwidth(double centre) {
    return 1.019 * 24.7 * (1 + 0.00437 * centre);
  }

  /** The samples of the longest sound. */
  int longest() {
    return LONGEST * (rate / 1000);
  }

  /** An ear for sounds one after another. Holds working space: one thread at a time. */
  final class Ear {

    private final HairCells cells = new HairCells(Cochlea.this);
    private Filters filters = new Filters(Cochlea.this, SHORTEST);

    /**
     * Hears a sound.
     *
     * @param sound its samples, at most {@link #longest}, of any loudness: they are scaled to a
     *     root mean square of 0.1
     * @param random what the noise is drawn from
     * @return its spikes, in the order of their times
     */
    SpikeTrain hear(float[] sound, RandomStream random) {
      int length = Math.ceilDiv(sound.length, rate / 1000) + RINGING;
      int window = Math.max(SHORTEST, Integer.highestOneBit(2 * length - 1));
      if (filters.window() != window) {
        filters = new Filters(Cochlea.this, window);
      }
      filters.listen(sound);
      float[] envelope = new float[length];
      var spikes = new Collector(length);
      for (int channel = 0; channel < channels; channel++) {
        filters.envelope(channel, envelope);
        cells.fire(channel, envelope, random.numbered(channel), spikes);
      }
      return spikes.train();
    }
  }

  /** Spikes as they come, channel by channel. */
  static final class Collector {

    private final int[] count;
    private short[] times = new short[1 << 14];
    private short[] units = new short[1 << 14];
    private int size;

    private Collector(int window) {
      count = new int[window + 1];
    }

    void add(int time, int unit) {
      if (size == times.length) {
        times = Arrays.copyOf(times, 2 * size);
        units = Arrays.copyOf(units, 2 * size);
      }
      times[size] = (short) time;
      units[size++] = (short) unit;
      count[time + 1]++;
    }

    /** Sorted by time, within a step by channel. */
    private SpikeTrain train() {
      for (int t = 1; t < count.length; t++) {
        count[t] += count[t - 1];
      }
      short[] sortedTimes = new short[size];
      short[] sortedUnits = new short[size];
      for (int i = 0; i < size; i++) {
        int to = count[times[i]]++;
        sortedTimes[to] = times[i];
        sortedUnits[to] = units[i];
      }
      return new SpikeTrain(sortedTimes, sortedUnits);
    }
  }
}
