package org.hillock.plugins.delays;

/** A way to compute the products of a {@link Wiring}. Ways differ in cost and in rounding. */
interface Products {

  /** Begins a pass, forward or backward: what was made for an earlier one counts no more. */
  default void begin() {}

  /**
   * Writes y.
   *
   * @param continued whether there were steps before the call; else they count as silent
   */
  void forward(boolean continued);

  /** Writes the gradient of x from that of y. */
  void sendBack();

  /**
   * Writes the gradient of the taps from that of y. Inputs, steps before them and taps are those of
   * the last forward pass, by whichever way it went.
   */
  void collect(boolean continued);
}
