package org.hillock.plugins.augmentations;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.SampleShape;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;

/**
 * Plays a sample at another speed, every spike at its place within the step as before: spikes keep
 * their number. What would come after the last step is lost.
 */
@Component(
    id = "time-stretch",
    doc =
        "Plays each training sample up to so many times as fast or as slowly; what would come after"
            + " the last step is lost.",
    cites =
        "Ko, T., Peddinti, V., Povey, D., Khudanpur, S. (2015). Audio augmentation for speech"
            + " recognition. Interspeech 2015.")
public record TimeStretch(
    @Param(doc = "the largest factor, and its inverse the smallest", above = 1) double most)
    implements Augmentation {

  @Override
  public void augment(Tensor sample, SampleShape shape, RandomStream random) {
    int features = Trains.neurons("time-stretch", shape);
    double factor = Math.pow(most, random.uniform(0, -1, 1));
    int steps = shape.steps();
    var was = sample.toArray();
    sample.fill(0);
    for (int i = 0; i < was.length; i++) {
      // A count is spread over the steps its own step becomes part of.
      double first = i / features * factor;
      double end = first + factor;
      for (int to = (int) first; to < Math.min(end, steps); to++) {
        double share = (Math.min(end, to + 1) - Math.max(first, to)) / factor;
        long at = (long) to * features + i % features;
        sample.set(at, (float) (sample.get(at) + was[i] * share));
      }
    }
  }
}
