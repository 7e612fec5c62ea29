package org.hillock.api.backend;

import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.tensor.Tensor;

/**
 * The sizes of a {@linkplain Device#sumDelayed sum of delayed inputs}.
 *
 * @param past steps before those of x: the longest delay
 * @param steps of x
 * @param outputs steps of y
 * @param rows vectors a step
 * @param each synapses between an input and an output
 * @param in elements of a vector of x
 * @param out elements of a vector of y
 */
public record DelayedSum(int past, int steps, int outputs, int rows, int each, int in, int out) {

  /**
   * Those of tensors that fit each other.
   *
   * @param earlier {@code [past][rows][in]}, rows and in of any number of axes
   * @param x {@code [steps][rows][in]}
   * @param weights {@code [each][in][out]}
   * @param delays as the weights
   * @param y {@code [outputs][rows][out]}
   * @throws HillockException with {@code SHAPE_MISMATCH} if they do not
   */
  public static DelayedSum of(Tensor earlier, Tensor x, Tensor weights, Tensor delays, Tensor y) {
    if (weights.shape().rank() == 3
        && delays.shape().equals(weights.shape())
        && earlier.shape().rank() > 0
        && x.shape().rank() > 0
        && y.shape().rank() > 0) {
      int past = earlier.shape().dim(0);
      int steps = x.shape().dim(0);
      int outputs = y.shape().dim(0);
      int each = weights.shape().dim(0);
      int in = weights.shape().dim(1);
      int out = weights.shape().dim(2);
      long rows = x.size() / steps / in;
      if (x.size() == steps * rows * in
          && earlier.size() == past * rows * in
          && y.size() == outputs * rows * out) {
        return new DelayedSum(past, steps, outputs, Math.toIntExact(rows), each, in, out);
      }
    }
    throw new HillockException(
        ErrorCode.SHAPE_MISMATCH,
        ("sum of delayed inputs: earlier steps %s, input %s, weights %s, delays %s and output %s do"
                + " not fit; expected [longest delay][rows][in], [steps][rows][in], twice"
                + " [M][in][out], and [steps][rows][out]")
            .formatted(earlier, x, weights, delays, y));
  }

  /**
   * A delay in whole steps.
   *
   * @throws HillockException with {@code INVALID_ARGUMENT} if it is none, or longer than the past
   */
  public int delay(float steps) {
    int delay = (int) steps;
    if (delay != steps || delay < 0 || delay > past) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "sum of delayed inputs: a delay of %s steps; expected a whole number from 0 to %d"
              .formatted(steps, past));
    }
    return delay;
  }
}
