package org.hillock.plugins.augmentations;

import java.util.Arrays;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.SampleShape;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;

/** Spikes a little earlier or later. */
@Component(
    id = "jitter",
    doc =
        "Moves each spike in time by a normal number of steps, rounded. A count is so many spikes;"
            + " one that would leave the sample stays in its first or last step.")
public record Jitter(
    @Param(doc = "standard deviation of the move", unit = "steps", value = "1", min = 0, max = 1000)
        double deviation)
    implements Augmentation {

  @Override
  public void augment(Tensor sample, SampleShape shape, RandomStream random) {
    int neurons = Trains.neurons("jitter", shape);
    int steps = shape.steps();
    var moved = new float[steps];
    long draw = 0;
    for (int n = 0; n < neurons; n++) {
      Arrays.fill(moved, 0);
      for (int t = 0; t < steps; t++) {
        // What is left of a count that is not whole moves as a spike does.
        for (float left = sample.get((long) t * neurons + n); left != 0; ) {
          float spike = left < 0 ? left : Math.min(left, 1);
          long to = t + Math.round(deviation * random.gaussian(draw++));
          moved[Math.clamp(to, 0, steps - 1)] += spike;
          left -= spike;
        }
      }
      for (int t = 0; t < steps; t++) {
        sample.set((long) t * neurons + n, moved[t]);
      }
    }
  }
}
