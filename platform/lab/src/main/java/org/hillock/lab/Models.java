package org.hillock.lab;

import java.util.List;
import java.util.OptionalLong;
import org.hillock.engine.run.Prediction;
import org.hillock.lab.record.ModelInfo;

/**
 * Trained networks. Each is loaded from its run's last checkpoint at first use, on the plugins its
 * manifest names, and kept for a while. Safe for use by several threads.
 */
public interface Models {

  /** What a run's network takes and gives. */
  ModelInfo describe(String run);

  /**
   * Runs a batch through a run's network.
   *
   * @param values {@code [batch][input shape]}, row by row; raw data, as before the encoder
   * @param shape batch, then the input shape
   * @param seed of a random encoder; empty for the run's
   */
  Prediction predict(String run, float[] values, List<Long> shape, OptionalLong seed);
}
