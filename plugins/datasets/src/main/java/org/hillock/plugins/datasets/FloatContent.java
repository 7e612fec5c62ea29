package org.hillock.plugins.datasets;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.hillock.api.tensor.Tensor;

/**
 * Values of any kind.
 *
 * @param rows one array for each sample
 */
record FloatContent(float[][] rows) implements Content {

  @Override
  public void read(int row, Tensor sample) {
    sample.copyFrom(rows[row]);
  }

  @Override
  public void digest(MessageDigest sum) {
    for (float[] row : rows) {
      var bytes = ByteBuffer.allocate(row.length * Float.BYTES);
      bytes.asFloatBuffer().put(row);
      sum.update(bytes);
    }
  }
}
