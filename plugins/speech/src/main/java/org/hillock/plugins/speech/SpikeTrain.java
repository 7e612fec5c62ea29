package org.hillock.plugins.speech;

/**
 * The spikes of one sample, in the order of their times.
 *
 * @param times when, in ticks: 16 bits without a sign
 * @param units which channel: 16 bits without a sign
 */
record SpikeTrain(short[] times, short[] units) implements Spikes {

  /** Of sorted spikes, each a time in the upper bits and a unit in the lowest 16. */
  static SpikeTrain of(long[] spikes) {
    short[] times = new short[spikes.length];
    short[] units = new short[spikes.length];
    for (int i = 0; i < spikes.length; i++) {
      times[i] = (short) (spikes[i] >>> Character.SIZE);
      units[i] = (short) spikes[i];
    }
    return new SpikeTrain(times, units);
  }

  @Override
  public int time(long spike) {
    return Short.toUnsignedInt(times[(int) spike]);
  }

  @Override
  public int unit(long spike) {
    return Short.toUnsignedInt(units[(int) spike]);
  }

  /** How many spikes. */
  int size() {
    return times.length;
  }
}
