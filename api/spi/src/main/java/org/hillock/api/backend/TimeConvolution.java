package org.hillock.api.backend;

import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.tensor.Tensor;

/**
 * The sizes of a {@linkplain Device#convolveInTime convolution in time}.
 *
 * @param steps of x
 * @param outputs steps of y
 * @param rows vectors a step
 * @param taps K
 * @param in elements of a vector of x
 * @param out elements of a vector of y
 * @param lead from 0 to K - 1
 */
public record TimeConvolution(
    int steps, int outputs, int rows, int taps, int in, int out, int lead) {

  /**
   * Those of tensors that fit each other.
   *
   * @param x {@code [steps][rows][in]}, rows and in of any number of axes
   * @param taps {@code [K][in][out]}
   * @param y {@code [outputs][rows][out]}
   * @throws HillockException with {@code SHAPE_MISMATCH} if they do not, or if the lead is beyond
   *     the taps
   */
  public static TimeConvolution of(Tensor x, Tensor taps, int lead, Tensor y) {
    if (taps.shape().rank() == 3 && x.shape().rank() > 0 && y.shape().rank() > 0) {
      int steps = x.shape().dim(0);
      int outputs = y.shape().dim(0);
      int count = taps.shape().dim(0);
      int in = taps.shape().dim(1);
      int out = taps.shape().dim(2);
      long rows = x.size() / steps / in;
      if (x.size() == steps * rows * in
          && y.size() == outputs * rows * out
          && lead >= 0
          && lead < count) {
        return new TimeConvolution(steps, outputs, Math.toIntExact(rows), count, in, out, lead);
      }
    }
    throw new HillockException(
        ErrorCode.SHAPE_MISMATCH,
        ("convolution in time: input %s, taps %s with lead %d and output %s do not fit; expected"
                + " [steps][rows][in], [K][in][out], a lead of 0 to K - 1 and [steps][rows][out]")
            .formatted(x, taps, lead, y));
  }
}
