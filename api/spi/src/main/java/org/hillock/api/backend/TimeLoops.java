package org.hillock.api.backend;

import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.tensor.Tensor;

/** Plain loops that define convolutions in time, summed in double precision. */
final class TimeLoops {

  /** Extents, of tensors that fit each other. */
  private record Extents(int steps, int outputs, int rows, int taps, int in, int out) {

    static Extents of(Tensor x, Tensor taps, int lead, Tensor y) {
      int steps = x.shape().dim(0);
      int outputs = y.shape().dim(0);
      int in = taps.shape().dim(1);
      int out = taps.shape().dim(2);
      long rows = x.size() / steps / in;
      if (taps.shape().rank() != 3
          || x.size() != steps * rows * in
          || y.size() != outputs * rows * out
          || lead < 0
          || lead >= taps.shape().dim(0)) {
        throw new HillockException(
            ErrorCode.SHAPE_MISMATCH,
            "convolution in time: input %s, taps %s with lead %d and output %s do not fit"
                .formatted(x, taps, lead, y));
      }
      return new Extents(steps, outputs, (int) rows, taps.shape().dim(0), in, out);
    }
  }

  private TimeLoops() {}

  static void convolve(Tensor x, Tensor taps, int lead, Tensor y, boolean accumulate) {
    var e = Extents.of(x, taps, lead, y);
    for (int t = 0; t < e.outputs; t++) {
      int first = Math.max(0, lead - t);
      int end = Math.min(e.taps, e.steps + lead - t);
      for (int r = 0; r < e.rows; r++) {
        for (int j = 0; j < e.out; j++) {
          long to = ((long) t * e.rows + r) * e.out + j;
          double sum = accumulate ? y.get(to) : 0;
          for (int k = first; k < end; k++) {
            long from = ((long) (t + k - lead) * e.rows + r) * e.in;
            for (int i = 0; i < e.in; i++) {
              sum += (double) x.get(from + i) * taps.get(((long) k * e.in + i) * e.out + j);
            }
          }
          y.set(to, (float) sum);
        }
      }
    }
  }

  static void tapGradient(Tensor x, Tensor dy, int lead, Tensor dtaps, boolean accumulate) {
    var e = Extents.of(x, dtaps, lead, dy);
    for (int k = 0; k < e.taps; k++) {
      int first = Math.max(0, lead - k);
      int end = Math.min(e.outputs, e.steps + lead - k);
      for (int i = 0; i < e.in; i++) {
        for (int j = 0; j < e.out; j++) {
          long to = ((long) k * e.in + i) * e.out + j;
          double sum = accumulate ? dtaps.get(to) : 0;
          for (int t = first; t < end; t++) {
            long from = (long) (t + k - lead) * e.rows;
            for (int r = 0; r < e.rows; r++) {
              sum +=
                  (double) x.get((from + r) * e.in + i)
                      * dy.get(((long) t * e.rows + r) * e.out + j);
            }
          }
          dtaps.set(to, (float) sum);
        }
      }
    }
  }

  static void sumDelayed(Tensor earlier, Tensor x, Tensor weights, Tensor delays, Tensor y) {
    int past = earlier.shape().dim(0);
    int in = weights.shape().dim(1);
    int out = weights.shape().dim(2);
    int rows = Math.toIntExact(x.size() / x.shape().dim(0) / in);
    for (int t = 0; t < y.shape().dim(0); t++) {
      for (int r = 0; r < rows; r++) {
        for (int j = 0; j < out; j++) {
          double sum = 0;
          for (int s = 0; s < weights.size() / out; s++) {
            long synapse = (long) s * out + j;
            int from = t - (int) delays.get(synapse);
            if (from < x.shape().dim(0)) {
              var seen = from < 0 ? earlier : x;
              long step = from < 0 ? from + past : from;
              sum += (double) weights.get(synapse) * seen.get((step * rows + r) * in + s % in);
            }
          }
          y.set(((long) t * rows + r) * out + j, (float) sum);
        }
      }
    }
  }
}
