package org.hillock.engine.network;

import org.hillock.api.network.Operation;

/**
 * Synapses that may have a bias, their third input, one value for each element of the last axis.
 */
interface Biased extends Operation {

  int WITH_BIAS = 3;

  /** The same synapses, whose bias a normalisation takes into account; without the third input. */
  Biased relieved();

  /** Whether a normalisation takes the bias into account. */
  boolean isRelieved();
}
