package org.hillock.plugins.speech;

import java.util.OptionalInt;
import org.hillock.api.data.SampleShape;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * Spike trains as counts: {@code [steps][units / group]}, of each time bin and each group of
 * neighbouring units.
 *
 * @param units how many units there are
 * @param group neighbouring units that are added up
 * @param bin the length of a time bin, in ticks; empty: each train is stretched over all bins, but
 *     for the same share of its spikes at its end as at its beginning
 * @param steps bins; what comes later is left out
 * @param onset the share of a train's spikes that come before its first bin, which are left out
 */
record Binning(int units, int group, OptionalInt bin, int steps, double onset) {

  static void requireGroups(int units, int group) {
    if (units % group != 0) {
      throw new IllegalArgumentException(
          "group: %d channels are no whole number of groups of %d".formatted(units, group));
    }
  }

  SampleShape shape() {
    return new SampleShape(steps, Shape.of(units / group));
  }

  /**
   * Bins a train.
   *
   * @param begin where its spikes begin among all
   * @param end where they end
   * @param reversed whether its last bin with a spike comes first
   */
  void read(Spikes spikes, long begin, long end, boolean reversed, Tensor sample) {
    sample.fill(0);
    long first = begin + (long) Math.floor(onset * (end - begin));
    if (first >= end) {
      return;
    }
    int origin = spikes.time(first);
    // Spikes of the same tick belong together.
    while (first > begin && spikes.time(first - 1) == origin) {
      first--;
    }
    long last = end - 1;
    int length;
    int each = 1;
    if (bin.isPresent()) {
      length = bin.getAsInt();
      while ((spikes.time(last) - origin) / length >= steps) {
        last--;
      }
    } else {
      last = Math.max(first, last - (first - begin));
      length = spikes.time(last) - origin + 1;
      each = steps;
    }
    int lastBin = (spikes.time(last) - origin) * each / length;
    int width = units / group;
    for (long spike = first; spike <= last; spike++) {
      int t = (spikes.time(spike) - origin) * each / length;
      long at = (long) (reversed ? lastBin - t : t) * width + spikes.unit(spike) / group;
      sample.set(at, sample.get(at) + 1);
    }
  }
}
