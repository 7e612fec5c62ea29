package org.hillock.plugins.augmentations;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.SampleShape;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;

/** Some spikes less. */
@Component(
    id = "drop",
    doc = "Leaves out each spike with some probability. A count is so many spikes.",
    cites =
        "Gu, F., Sng, W., Hu, X., Yu, F. (2021). EventDrop: data augmentation for event-based"
            + " learning. IJCAI 2021.")
public record Drop(
    @Param(doc = "how likely a spike is left out", value = "0.1", min = 0, max = 1)
        double probability)
    implements Augmentation {

  @Override
  public void augment(Tensor sample, SampleShape shape, RandomStream random) {
    Trains.neurons("drop", shape);
    long draw = 0;
    for (long i = 0, size = sample.size(); i < size; i++) {
      float kept = 0;
      // What is left of a count that is not whole is dropped as a spike is.
      for (float left = sample.get(i); left != 0; ) {
        float spike = left < 0 ? left : Math.min(left, 1);
        kept += random.uniform(draw++) < probability ? 0 : spike;
        left -= spike;
      }
      sample.set(i, kept);
    }
  }
}
