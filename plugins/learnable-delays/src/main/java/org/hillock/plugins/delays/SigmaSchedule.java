package org.hillock.plugins.delays;

/**
 * How sigma shrinks: by the same factor after each of some epochs, then not at all.
 *
 * @param first in the first epoch
 * @param epochs after how many epochs it is narrow; 0: from the beginning
 */
record SigmaSchedule(double first, int epochs) {

  /** Where it ends: with the 0.27 that is added to it, half a step. */
  static final double NARROW = 0.23;

  /** In an epoch, from 0. */
  double at(int epoch) {
    if (first <= NARROW) {
      return first;
    }
    return epoch < epochs
        ? first * StrictMath.pow(NARROW / first, (double) epoch / epochs)
        : NARROW;
  }
}
