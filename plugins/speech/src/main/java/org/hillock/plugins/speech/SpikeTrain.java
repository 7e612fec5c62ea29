package org.hillock.plugins.speech;

/**
 * The spikes of one sample, in the order of their times.
 *
 * @param times when, in ms, 0 to 32,767
 * @param units which channel
 */
record SpikeTrain(short[] times, short[] units) {

  /** How many spikes. */
  int size() {
    return times.length;
  }
}
