package org.hillock.plugins.encoders;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.SampleShape;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;

/** Poisson rate coding in discrete time: a Bernoulli draw for each value and time step. */
@Component(
    id = "rate",
    doc =
        "Turns each value in [0, 1] into a random spike train: in each time step a spike with the"
            + " value as its probability (the discrete Poisson process).",
    cites =
        "Gerstner, W., Kistler, W. M., Naud, R., Paninski, L. (2014). Neuronal dynamics, section"
            + " 7.2. Cambridge University Press.")
public record Rate(
    @Param(
            doc = "time steps for each value; samples that have T steps get T times as many",
            unit = "steps",
            min = 1)
        int steps,
    @Param(
            doc = "probability of a spike in a time step for the value 1",
            value = "1",
            above = 0,
            max = 1)
        double maximum,
    @Param(doc = "whether values outside [0, 1] are clipped rather than refused", value = "false")
        boolean clip)
    implements Encoder {

  @Override
  public SampleShape encoded(SampleShape sample) {
    return Held.shape(sample, steps);
  }

  @Override
  public void encode(Tensor sample, Tensor sequence, RandomStream random) {
    int total = sequence.shape().dim(0);
    long width = sequence.size() / total;
    for (int t = 0; t < total; t++) {
      for (long i = 0; i < width; i++) {
        float value = UnitInterval.of(sample.get(t / steps * width + i), clip, "rate");
        long index = t * width + i;
        sequence.set(index, random.uniform(index) < value * maximum ? 1 : 0);
      }
    }
  }
}
