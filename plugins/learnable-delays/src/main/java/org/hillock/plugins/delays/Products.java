package org.hillock.plugins.delays;

/** A way to compute the products of a {@link Wiring}. Ways differ in cost and in rounding. */
interface Products {

  /** Begins a forward pass: what was made for an earlier one counts no more. */
  default void begin() {}

  /** Begins its backward pass. */
  default void turn() {}

  /**
   * Writes y.
   *
   * @param continued whether there were steps before the call; else they count as silent
   */
  void forward(boolean continued);

  /**
   * Writes the gradient of the taps from that of y. Inputs, steps before them and taps are those of
   * the last forward pass, by whichever way it went.
   */
  void collect(boolean continued);

  /** Writes the gradient of x from that of y, as the last of a backward pass. */
  void sendBack();
}
