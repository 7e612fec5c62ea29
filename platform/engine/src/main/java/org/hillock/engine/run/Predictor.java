package org.hillock.engine.run;

import java.nio.file.Path;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.SampleShape;

/** A trained network that answers. Belongs to one thread at a time. */
public final class Predictor implements AutoCloseable {

  private Predictor() {}

  /**
   * Opens a checkpoint; the data set is not needed.
   *
   * @throws HillockException {@code CORRUPT_FILE} if the checkpoint is damaged, {@code
   *     FAILED_PRECONDITION} if it belongs to another network
   */
  public static Predictor open(Experiment experiment, Path checkpoint) {
    throw new HillockException(ErrorCode.INTERNAL, "not landed yet");
  }

  /** What one sample looks like, before encoding. */
  public SampleShape inputShape() {
    throw new HillockException(ErrorCode.INTERNAL, "not landed yet");
  }

  /** How many classes there are. */
  public int classes() {
    throw new HillockException(ErrorCode.INTERNAL, "not landed yet");
  }

  /**
   * Predicts.
   *
   * @param values {@code [batch][sample…]}, row-major
   * @param batch how many samples
   * @param seed of a random encoder
   * @throws HillockException {@code SHAPE_MISMATCH} if {@code values} is not of that size
   */
  public Prediction predict(float[] values, int batch, long seed) {
    throw new HillockException(ErrorCode.INTERNAL, "not landed yet");
  }

  @Override
  public void close() {}
}
