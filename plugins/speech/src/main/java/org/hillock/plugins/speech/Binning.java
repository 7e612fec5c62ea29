package org.hillock.plugins.speech;

import org.hillock.api.data.SampleShape;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * Spike trains as counts: {@code [steps][units / group]}, of each time bin and each group of
 * neighbouring units.
 *
 * @param units how many units there are
 * @param group neighbouring units that are added up
 * @param bin the length of a time bin, in the file's ticks
 * @param steps bins; what comes later is left out
 * @param onset the share of a train's spikes that come before its first bin, which are left out
 */
record Binning(int units, int group, int bin, int steps, double onset) {

  SampleShape shape() {
    return new SampleShape(steps, Shape.of(units / group));
  }

  /** Bins a train; reversed, its last bin with a spike comes first. */
  void read(SpikeFile file, int train, boolean reversed, Tensor sample) {
    sample.fill(0);
    long begin = file.begin(train);
    long end = file.begin(train + 1);
    long first = begin + (long) Math.floor(onset * (end - begin));
    if (first >= end) {
      return;
    }
    int origin = file.time(first);
    // Spikes of the same tick belong together.
    while (first > begin && file.time(first - 1) == origin) {
      first--;
    }
    long last = end - 1;
    while ((file.time(last) - origin) / bin >= steps) {
      last--;
    }
    int lastBin = (file.time(last) - origin) / bin;
    int width = units / group;
    for (long spike = first; spike <= last; spike++) {
      int t = (file.time(spike) - origin) / bin;
      long at = (long) (reversed ? lastBin - t : t) * width + file.unit(spike) / group;
      sample.set(at, sample.get(at) + 1);
    }
  }
}
