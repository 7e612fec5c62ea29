package org.hillock.plugins.speech;

import java.util.OptionalInt;
import org.hillock.api.Component;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Param;
import org.hillock.api.data.SampleShape;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;

/**
 * Sound as spikes of a cochlea: samples {@code [n]} or {@code [n][1]} become {@code
 * [steps][channels / group]} counts.
 */
@Component(
    id = "cochlea",
    doc =
        "Hears sound, a value for each sample of it, as spikes of a cochlea: gammatone filters,"
            + " compression, adaptation and leaky integrate-and-fire neurons in steps of 1 ms,"
            + " counted in time bins. Data sets of speech have one already.",
    cites =
        "Glasberg, B. R., Moore, B. C. J. (1990). Derivation of auditory filter shapes from"
            + " notched-noise data. Hearing Research 47.")
public record CochleaEncoder(
    @Param(doc = "samples a second: 1,000 times a power of two", unit = "Hz", value = "8000")
        int rate,
    @Param(doc = "how many filters, each with a neuron", value = "700", min = 1, max = 10000)
        int channels,
    @Param(doc = "neighbouring channels that are added up", value = "5", min = 1) int group,
    @Param(doc = "length of a time step", unit = "ms", value = "10", min = 1) int bin,
    @Param(doc = "time steps; what comes later is left out", value = "100", min = 1) int steps,
    @Param(doc = "centre of the lowest filter", unit = "Hz", value = "80", above = 0) double low,
    @Param(
            doc = "centre of the highest filter, below half the rate",
            unit = "Hz",
            value = "3800",
            above = 0)
        double high,
    @Param(
            doc = "the share of its own past that is taken off each envelope",
            value = "0.6",
            min = 0)
        double adaptation,
    @Param(doc = "how long that past is", unit = "ms", value = "60", above = 0)
        double adaptationTime,
    @Param(doc = "input of a neuron for an adapted envelope of 1", value = "8.8", min = 0)
        double gain,
    @Param(
            doc = "standard deviation of what is added to a membrane potential each ms",
            value = "0.004",
            min = 0)
        double noise,
    @Param(doc = "time constant of the membrane potential", unit = "ms", value = "8", above = 0)
        double leakTime,
    @Param(doc = "how long a neuron is silent after a spike", unit = "ms", value = "2", min = 0)
        int refractory)
    implements Encoder {

  public CochleaEncoder {
    Binning.requireGroups(channels, group);
    Cochlea.requireBands(rate, low, high);
  }

  @Override
  public SampleShape encoded(SampleShape sample) {
    long samples = sample.tensor().size();
    boolean sound =
        sample.features().rank() == 1 && (sample.steps() == 0 || sample.features().dim(0) == 1);
    if (!sound || samples > cochlea().longest()) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "cochlea takes sound, one value a sample and at most %,d of them, got %s"
              .formatted(cochlea().longest(), sample));
    }
    return binning().shape();
  }

  @Override
  public void encode(Tensor sample, Tensor sequence, RandomStream random) {
    var train = cochlea().new Ear().hear(sample.toArray(), random);
    binning().read(train, 0, train.size(), false, sequence);
  }

  private Cochlea cochlea() {
    return new Cochlea(
        rate, channels, low, high, adaptation, adaptationTime, gain, noise, leakTime, refractory);
  }

  private Binning binning() {
    return new Binning(channels, group, OptionalInt.of(bin), steps, 0);
  }
}
