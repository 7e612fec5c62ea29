package org.hillock.plugins.encoders;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.SampleShape;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;

/** Analog values as input currents, each held for a number of time steps. */
@Component(
    id = "direct",
    doc =
        "Feeds the values themselves, whatever their range, as currents: each held for some time"
            + " steps. The first layer's synapses then multiply rather than only add.",
    cites =
        "Rueckauer, B., Lungu, I.-A., Hu, Y., Pfeiffer, M., Liu, S.-C. (2017). Conversion of"
            + " continuous-valued deep networks to efficient event-driven networks for image"
            + " classification. Frontiers in Neuroscience 11.")
public record Direct(
    @Param(
            doc = "time steps each value is held; samples that have T steps get T times as many",
            unit = "steps",
            value = "1",
            min = 1)
        int steps)
    implements Encoder {

  @Override
  public SampleShape encoded(SampleShape sample) {
    return Held.shape(sample, steps);
  }

  @Override
  public void encode(Tensor sample, Tensor sequence, RandomStream random) {
    int frames = sequence.shape().dim(0) / steps;
    long bytes = sample.segment().byteSize() / frames;
    for (int t = 0; t < frames * steps; t++) {
      sequence
          .segment()
          .asSlice(t * bytes, bytes)
          .copyFrom(sample.segment().asSlice(t / steps * bytes, bytes));
    }
  }
}
