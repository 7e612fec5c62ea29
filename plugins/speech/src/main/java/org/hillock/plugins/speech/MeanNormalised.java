package org.hillock.plugins.speech;

import org.hillock.api.Component;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Param;
import org.hillock.api.data.SampleShape;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;

/**
 * Counts {@code [steps][…]} as currents of the same shape: {@code √x[t][c]} less a share of its
 * mean over all t, for each channel c by itself. A sample and its reversal in time get the same
 * currents in reverse.
 */
@Component(
    id = "mean-normalised",
    doc =
        "Turns samples with time steps, such as counts of spikes, into currents: the square root of"
            + " each value, less a share of what its channel has of that on average over the"
            + " sample. What a voice or a microphone does to a channel from beginning to end counts"
            + " for less then.",
    cites =
        "Furui, S. (1981). Cepstral analysis technique for automatic speaker verification. IEEE"
            + " Transactions on Acoustics, Speech and Signal Processing 29.")
public record MeanNormalised(
    @Param(doc = "the share of the mean that is taken off", value = "0.5", min = 0, max = 1)
        double share)
    implements Encoder {

  @Override
  public SampleShape encoded(SampleShape sample) {
    if (sample.steps() == 0) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "encoder mean-normalised takes samples with time steps, such as spike trains, got one of"
              + " %s without".formatted(sample));
    }
    return sample;
  }

  @Override
  public void encode(Tensor sample, Tensor sequence, RandomStream random) {
    int steps = sequence.shape().dim(0);
    long channels = sample.size() / steps;
    for (long c = 0; c < channels; c++) {
      double sum = 0;
      for (long at = c; at < sample.size(); at += channels) {
        sum += root(sample.get(at));
      }
      double off = share * sum / steps;
      for (long at = c; at < sample.size(); at += channels) {
        sequence.set(at, (float) (root(sample.get(at)) - off));
      }
    }
  }

  private static double root(float value) {
    if (!(value >= 0)) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "encoder mean-normalised takes square roots of counts or other values from 0 on, found %s"
              .formatted(value));
    }
    return Math.sqrt(value);
  }
}
