package org.hillock.plugins.datasets;

import java.security.MessageDigest;
import org.hillock.api.tensor.Tensor;

/** The values of all samples, row by row. Immutable. */
interface Content {

  /** Writes the values of one row. */
  void read(int row, Tensor sample);

  /** Adds all values, and how they are scaled, to a checksum. */
  void digest(MessageDigest sum);
}
