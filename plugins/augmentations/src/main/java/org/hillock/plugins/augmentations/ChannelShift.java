package org.hillock.plugins.augmentations;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.SampleShape;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;

/**
 * Moves a sample along its channels, the same way at all steps: on the logarithmic axis of a
 * cochlea, another length of the vocal tract. What leaves is lost, what enters is silent.
 */
@Component(
    id = "channel-shift",
    doc =
        "Moves each training sample by up to so many channels, as another vocal"
            + " tract would; what enters is silent.",
    cites =
        "Jaitly, N., Hinton, G. E. (2013). Vocal tract length perturbation (VTLP) improves speech"
            + " recognition. ICML Workshop on Deep Learning for Audio, Speech and Language.")
public record ChannelShift(@Param(doc = "the most channels, either way", min = 1) int most)
    implements Augmentation {

  @Override
  public void augment(Tensor sample, SampleShape shape, RandomStream random) {
    int channels = Trains.neurons("channel-shift", shape);
    int by = random.below(0, 2 * most + 1) - most;
    for (long row = 0; row < sample.size(); row += channels) {
      // In the order in which no value is read after it was written.
      for (int i = 0; i < channels; i++) {
        int to = by < 0 ? i : channels - 1 - i;
        int from = to - by;
        sample.set(row + to, from >= 0 && from < channels ? sample.get(row + from) : 0);
      }
    }
  }
}
