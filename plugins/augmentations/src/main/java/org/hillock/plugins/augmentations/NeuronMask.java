package org.hillock.plugins.augmentations;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.SampleShape;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;

/** Neighbouring neurons without input. */
@Component(
    id = "neuron-mask",
    doc =
        "Silences some neighbouring neurons of some samples, all the time: a random number of them"
            + " from a random one on.",
    cites = {
      "Park, D. S., Chan, W., Zhang, Y., Chiu, C.-C., Zoph, B., Cubuk, E. D., Le, Q. V. (2019)."
          + " SpecAugment: a simple data augmentation method for automatic speech recognition."
          + " Interspeech 2019.",
      "Hammouamri, I., Khalfaoui-Hassani, I., Masquelier, T. (2024). Learning delays in spiking"
          + " neural networks using dilated convolutions with learnable spacings. ICLR 2024."
    })
public record NeuronMask(
    @Param(doc = "how likely a sample is masked", value = "0.65", min = 0, max = 1)
        double probability,
    @Param(
            doc = "the widest mask; each width from 0 to this is equally likely",
            unit = "neurons",
            value = "28",
            min = 1)
        int widest)
    implements Augmentation {

  @Override
  public void augment(Tensor sample, SampleShape shape, RandomStream random) {
    int neurons = Trains.neurons("neuron-mask", shape);
    Trains.requireFits("widest", widest, neurons, "neurons");
    if (random.uniform(0) < probability) {
      int width = random.below(1, widest + 1);
      int from = random.below(2, neurons - width + 1);
      for (int t = 0; t < shape.steps(); t++) {
        for (int n = from; n < from + width; n++) {
          sample.set((long) t * neurons + n, 0);
        }
      }
    }
  }
}
