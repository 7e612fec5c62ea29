package org.hillock.plugins.delays;

import java.util.function.Function;

/**
 * Which way products go. It depends on sizes and data alone: ways round differently.
 *
 * @param way of inputs that are not sparse, and of what is sent back
 * @param sparse inputs of less density (the share of elements that are not zero) go by {@link
 *     EventProducts}
 * @param once synapses on one tap each are summed one by one from this density on
 * @param few and of fewer vectors than this, steps times rows, at any density
 */
record Preference(Function<Wiring, Way> way, double sparse, double once, long few) {

  /**
   * By measurement of prototypes, at 256 to 256 features, 25 taps, 100 steps and 256 sequences on 2
   * cores: events took as long as spectra at a density of 9 %, forward and in the gradient of the
   * taps, and as long as synapses one by one at 4 %; the kernels here, measured at 3 and 10 %,
   * agree with that. Events need taps, of all synapses and delays: worth it when there are many
   * inputs; how many is an estimate.
   */
  static final Preference MEASURED = new Preference(Way::of, 0.09, 0.04, 8192);

  /** Whether synapses on one tap each are summed one by one. */
  boolean once(double density, long vectors) {
    return density >= once || vectors < few;
  }
}
