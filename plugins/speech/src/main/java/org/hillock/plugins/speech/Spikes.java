package org.hillock.plugins.speech;

/** Spikes in the order of their times. */
interface Spikes {

  /** When, in ticks. */
  int time(long spike);

  /** Which channel. */
  int unit(long spike);
}
