package org.hillock.api.backend;

import org.hillock.api.tensor.Tensor;

/** Plain loops that define convolutions in time, summed in double precision. */
final class TimeLoops {

  private TimeLoops() {}

  static void convolve(Tensor x, Tensor taps, int lead, Tensor y, boolean accumulate) {
    var e = TimeConvolution.of(x, taps, lead, y);
    for (int t = 0; t < e.outputs(); t++) {
      int first = Math.max(0, lead - t);
      int end = Math.min(e.taps(), e.steps() + lead - t);
      for (int r = 0; r < e.rows(); r++) {
        for (int j = 0; j < e.out(); j++) {
          long to = ((long) t * e.rows() + r) * e.out() + j;
          double sum = accumulate ? y.get(to) : 0;
          for (int k = first; k < end; k++) {
            long from = ((long) (t + k - lead) * e.rows() + r) * e.in();
            for (int i = 0; i < e.in(); i++) {
              sum += (double) x.get(from + i) * taps.get(((long) k * e.in() + i) * e.out() + j);
            }
          }
          y.set(to, (float) sum);
        }
      }
    }
  }

  static void tapGradient(Tensor x, Tensor dy, int lead, Tensor dtaps, boolean accumulate) {
    var e = TimeConvolution.of(x, dtaps, lead, dy);
    for (int k = 0; k < e.taps(); k++) {
      int first = Math.max(0, lead - k);
      int end = Math.min(e.outputs(), e.steps() + lead - k);
      for (int i = 0; i < e.in(); i++) {
        for (int j = 0; j < e.out(); j++) {
          long to = ((long) k * e.in() + i) * e.out() + j;
          double sum = accumulate ? dtaps.get(to) : 0;
          for (int t = first; t < end; t++) {
            long from = (long) (t + k - lead) * e.rows();
            for (int r = 0; r < e.rows(); r++) {
              sum +=
                  (double) x.get((from + r) * e.in() + i)
                      * dy.get(((long) t * e.rows() + r) * e.out() + j);
            }
          }
          dtaps.set(to, (float) sum);
        }
      }
    }
  }

  static void sumDelayed(Tensor earlier, Tensor x, Tensor weights, Tensor delays, Tensor y) {
    var e = DelayedSum.of(earlier, x, weights, delays, y);
    for (int t = 0; t < e.outputs(); t++) {
      for (int r = 0; r < e.rows(); r++) {
        for (int j = 0; j < e.out(); j++) {
          double sum = 0;
          for (int s = 0; s < e.each() * e.in(); s++) {
            long synapse = (long) s * e.out() + j;
            int from = t - e.delay(delays.get(synapse));
            if (from < e.steps()) {
              var seen = from < 0 ? earlier : x;
              long step = from < 0 ? from + e.past() : from;
              long at = (step * e.rows() + r) * e.in() + s % e.in();
              sum += (double) weights.get(synapse) * seen.get(at);
            }
          }
          y.set(((long) t * e.rows() + r) * e.out() + j, (float) sum);
        }
      }
    }
  }
}
