package org.hillock.plugins.delays;

import java.util.function.Function;

/**
 * Which way products go. It depends on sizes and data alone: ways round differently.
 *
 * @param way of inputs that are not sparse, and of what is sent back
 * @param sparse inputs with a smaller share of elements that are not zero go by {@link
 *     EventProducts}
 */
record Preference(Function<Wiring, Way> way, double sparse) {

  /**
   * By measurement: at 256 to 256 features, 25 taps, 100 steps and 256 sequences, events took as
   * long as spectra at a density of 9 %, forward and in the gradient of the taps.
   */
  static final Preference MEASURED = new Preference(Way::of, 0.09);
}
