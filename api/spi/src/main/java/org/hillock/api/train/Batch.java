package org.hillock.api.train;

import org.hillock.api.tensor.Tensor;
import org.osgi.annotation.versioning.ProviderType;

/** A batch of encoded samples. Implemented by the engine. */
@ProviderType
public interface Batch {

  /** How many samples: B. */
  int size();

  /** How many time steps: T. */
  int steps();

  /**
   * Writes the encoded samples.
   *
   * @param input {@code [steps][B][features…]}; of fewer steps than the samples have it takes the
   *     first ones, of more it holds the last one
   */
  void encodeInto(Tensor input);

  /** The true classes, B of them. */
  int[] labels();
}
