package org.hillock.plugins.speech;

/** Something said. */
interface Utterance {

  /** A name of its own, from which a cochlea's noise is drawn. */
  String name();

  /** Where it comes from, for errors. */
  String source();

  /** Its samples at so many a second. */
  float[] sound(int rate);
}
