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

  /** Writes the encoded samples, {@code [T][B][features…]}. */
  void encodeInto(Tensor input);

  /** The true classes, B of them. */
  int[] labels();
}
