package org.hillock.plugins.encoders;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.SampleShape;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;

/**
 * A population of Gaussian tuning curves for each value: {@code [features…]} becomes {@code
 * [features…][neurons]}, activations in (0, 1] that a second encoder turns into a sequence.
 */
@Component(
    id = "population",
    doc =
        "Represents each value by several neurons with Gaussian tuning curves, centres evenly"
            + " spaced over a range; a second encoder makes currents or spikes of their"
            + " activations. Adds an axis to the features. Values beyond the range excite the"
            + " outermost neurons less.",
    cites =
        "Bohte, S. M., Kok, J. N., La Poutré, H. (2002). Error-backpropagation in temporally"
            + " encoded networks of spiking neurons. Neurocomputing 48.")
public record Population(
    @Param(doc = "neurons for each value", min = 2) int neurons,
    @Param(doc = "the first neuron's centre", value = "0") double low,
    @Param(doc = "the last neuron's centre, greater than low", value = "1") double high,
    @Param(
            doc = "width (standard deviation) of a tuning curve, in distances between centres",
            value = "0.75",
            above = 0)
        double width,
    @Param(doc = "the encoder of the activations", value = "direct") Encoder then)
    implements Encoder {

  public Population {
    if (!(low < high)) {
      throw new IllegalArgumentException(
          "low must be below high, got low %s and high %s".formatted(low, high));
    }
  }

  @Override
  public SampleShape encoded(SampleShape sample) {
    return then.encoded(activations(sample));
  }

  private SampleShape activations(SampleShape sample) {
    return new SampleShape(sample.steps(), Axes.append(sample.features(), neurons));
  }

  @Override
  public void encode(Tensor sample, Tensor sequence, RandomStream random) {
    double spacing = (high - low) / (neurons - 1);
    try (var arena = Arena.ofConfined()) {
      var memory = arena.allocate(ValueLayout.JAVA_FLOAT, sample.size() * neurons);
      var activations = Tensor.of(memory, Axes.append(sample.shape(), neurons));
      for (long i = 0; i < sample.size(); i++) {
        double place = (sample.get(i) - low) / spacing;
        for (int n = 0; n < neurons; n++) {
          double distance = (place - n) / width;
          activations.set(i * neurons + n, (float) StrictMath.exp(-0.5 * distance * distance));
        }
      }
      then.encode(activations, sequence, random);
    }
  }
}
