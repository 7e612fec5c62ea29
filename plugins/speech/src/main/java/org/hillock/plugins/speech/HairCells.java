package org.hillock.plugins.speech;

import org.hillock.api.random.RandomStream;

/** Adaptation and spiking neurons of a cochlea, in steps of 1 ms. Immutable. */
final class HairCells {

  private static final int DRAWS = 1 << 14;

  /** A store of standard normal numbers; drawing each would take longer than all the rest. */
  private static final float[] NORMAL = normal();

  private final Cochlea cochlea;

  HairCells(Cochlea cochlea) {
    this.cochlea = cochlea;
  }

  private static float[] normal() {
    var random = RandomStream.of(0).named("cochlea");
    var normal = new float[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      normal[i] = (float) random.gaussian(i);
    }
    return normal;
  }

  /**
   * The spikes of a channel.
   *
   * @param envelope of each ms
   * @param random where in the store of normal numbers its noise begins
   */
  void fire(int channel, float[] envelope, RandomStream random, Cochlea.Collector spikes) {
    int first = random.below(0, DRAWS);
    float remembers = (float) StrictMath.exp(-1 / cochlea.adaptationTime());
    float keeps = (float) StrictMath.exp(-1 / cochlea.leakTime());
    float takes = (float) cochlea.gain() * (1 - keeps);
    float share = (float) cochlea.adaptation();
    float noise = (float) cochlea.noise();
    float past = 0;
    float v = 0;
    int silent = 0;
    for (int t = 0; t < envelope.length; t++) {
      past += (1 - remembers) * (envelope[t] - past);
      float drive = Math.max(0, envelope[t] - share * past);
      if (silent > 0) {
        silent--;
        continue;
      }
      v = keeps * v + takes * drive + noise * NORMAL[(first + t) & (DRAWS - 1)];
      if (v >= 1) {
        spikes.add(t, channel);
        v = 0;
        silent = cochlea.refractory();
      }
    }
  }
}
