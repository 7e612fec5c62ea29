package org.hillock.plugins.augmentations;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.SampleShape;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;

/**
 * Amplifies some channels and dampens others, the same way at all steps: on the axis of a cochlea,
 * another voice, room or microphone. Logarithms of the factors are drawn evenly at places that
 * divide the channels into equal parts, and lie on straight lines in between.
 */
@Component(
    id = "channel-gain",
    doc =
        "Multiplies the channels of each training sample by factors that change smoothly from"
            + " channel to channel, as another voice, room or microphone would.",
    cites =
        "Nam, H., Kim, S.-H., Park, Y.-H. (2022). FilterAugment: an acoustic environmental data"
            + " augmentation method. ICASSP 2022.")
public record ChannelGain(
    @Param(doc = "the largest factor, and its inverse the smallest", value = "1.5", above = 1)
        double most,
    @Param(doc = "places at which a factor is drawn, both ends among them", value = "4", min = 2)
        int places)
    implements Augmentation {

  @Override
  public void augment(Tensor sample, SampleShape shape, RandomStream random) {
    int channels = Trains.neurons("channel-gain", shape);
    for (int c = 0; c < channels; c++) {
      float factor = (float) factor(random, c * (places - 1.0) / Math.max(1, channels - 1));
      for (long at = c; at < sample.size(); at += channels) {
        sample.set(at, sample.get(at) * factor);
      }
    }
  }

  private double factor(RandomStream random, double place) {
    int from = Math.min((int) place, places - 2);
    double share = place - from;
    double exponent =
        (1 - share) * random.uniform(from, -1, 1) + share * random.uniform(from + 1L, -1, 1);
    return StrictMath.pow(most, exponent);
  }
}
