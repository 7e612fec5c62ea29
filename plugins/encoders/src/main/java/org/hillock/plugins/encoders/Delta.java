package org.hillock.plugins.encoders;

import org.hillock.api.Component;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Param;
import org.hillock.api.data.SampleShape;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;

/** Delta modulation: spikes where a value changed by at least a threshold from step to step. */
@Component(
    id = "delta",
    doc =
        "Turns samples with time steps, of any range, into spikes where a value rose by at least a"
            + " threshold since the step before, and if wanted where it fell by as much. The first"
            + " step is compared with 0.",
    cites =
        "Eshraghian, J. K., et al. (2023). Training spiking neural networks using lessons from deep"
            + " learning. Proceedings of the IEEE 111.")
public record Delta(
    @Param(doc = "the change from which on there is a spike", value = "0.1", above = 0)
        double threshold,
    @Param(
            doc =
                "what a fall becomes: ignored, a spike of value -1, or (channel) a spike in a"
                    + " second channel, which adds an axis of 2 (rise, fall) to the features",
            value = "ignored")
        Falls falls)
    implements Encoder {

  /** What becomes of a value that falls. */
  public enum Falls {
    IGNORED,
    NEGATIVE,
    CHANNEL
  }

  @Override
  public SampleShape encoded(SampleShape sample) {
    if (sample.steps() == 0) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "encoder delta takes samples with time steps, got one of %s without; use direct, rate or"
                  .formatted(sample)
              + " latency, or open the data as a sequence");
    }
    var features = sample.features();
    return new SampleShape(
        sample.steps(), falls == Falls.CHANNEL ? Axes.append(features, 2) : features);
  }

  @Override
  public void encode(Tensor sample, Tensor sequence, RandomStream random) {
    int total = sequence.shape().dim(0);
    long width = sample.size() / total;
    for (long i = 0; i < sample.size(); i++) {
      float change = sample.get(i) - (i < width ? 0 : sample.get(i - width));
      float rise = change >= threshold ? 1 : 0;
      float fall = change <= -threshold ? 1 : 0;
      switch (falls) {
        case IGNORED -> sequence.set(i, rise);
        case NEGATIVE -> sequence.set(i, rise - fall);
        case CHANNEL -> {
          sequence.set(2 * i, rise);
          sequence.set(2 * i + 1, fall);
        }
      }
    }
  }
}
