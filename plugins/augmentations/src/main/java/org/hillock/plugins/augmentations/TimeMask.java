package org.hillock.plugins.augmentations;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.SampleShape;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;

/** A stretch of time without input. */
@Component(
    id = "time-mask",
    doc =
        "Silences all neurons for some successive time steps of some samples: a random number of"
            + " steps from a random one on.",
    cites = {
      "Park, D. S., Chan, W., Zhang, Y., Chiu, C.-C., Zoph, B., Cubuk, E. D., Le, Q. V. (2019)."
          + " SpecAugment: a simple data augmentation method for automatic speech recognition."
          + " Interspeech 2019.",
      "Hammouamri, I., Khalfaoui-Hassani, I., Masquelier, T. (2024). Learning delays in spiking"
          + " neural networks using dilated convolutions with learnable spacings. ICLR 2024."
    })
public record TimeMask(
    @Param(doc = "how likely a sample is masked", value = "0.65", min = 0, max = 1)
        double probability,
    @Param(
            doc = "the longest mask; each length from 0 to this is equally likely",
            unit = "steps",
            value = "8",
            min = 1)
        int longest)
    implements Augmentation {

  @Override
  public void augment(Tensor sample, SampleShape shape, RandomStream random) {
    Trains.neurons("time-mask", shape);
    Trains.requireFits("longest", longest, shape.steps(), "time steps");
    if (random.uniform(0) < probability) {
      int length = random.below(1, longest + 1);
      int from = random.below(2, shape.steps() - length + 1);
      for (int t = from; t < from + length; t++) {
        sample.at(t).fill(0);
      }
    }
  }
}
