package org.hillock.plugins.encoders;

import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Param;
import org.hillock.api.data.SampleShape;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;

/** Time to first spike: the larger a value, the earlier its one spike. */
@Component(
    id = "latency",
    doc =
        "Turns each value in [0, 1] into at most one spike, the earlier the larger the value:"
            + " linearly, or as a leaky membrane charged by the value would reach a threshold."
            + " Values up to the threshold, and spikes due after the last step, are left out.",
    cites = {
      "Thorpe, S., Delorme, A., Van Rullen, R. (2001). Spike-based strategies for rapid"
          + " processing. Neural Networks 14.",
      "Eshraghian, J. K., et al. (2023). Training spiking neural networks using lessons from deep"
          + " learning. Proceedings of the IEEE 111. (the logarithmic code)"
    })
public record Latency(
    @Param(doc = "time steps", unit = "steps", min = 1) int steps,
    @Param(
            doc =
                "linear: spike at tau·(1 - x); logarithmic: spike at tau·ln(x / (x - threshold)),"
                    + " the charging time of a leaky membrane",
            value = "linear")
        Code code,
    @Param(
            doc =
                "time constant; if not given, such that a value just above the threshold (linear:"
                    + " the value 0) spikes in the last step",
            unit = "steps",
            above = 0)
        Optional<Double> tau,
    @Param(doc = "values up to this never spike", value = "0.01", min = 0, below = 1)
        double threshold,
    @Param(doc = "whether values outside [0, 1] are clipped rather than refused", value = "false")
        boolean clip)
    implements Encoder {

  /** How a value becomes a time. */
  public enum Code {
    LINEAR,
    LOGARITHMIC
  }

  /** How far above the threshold a value must at least be taken to lie, as in snnTorch. */
  private static final double EPSILON = 1e-7;

  @Override
  public SampleShape encoded(SampleShape sample) {
    if (sample.steps() > 0) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "encoder latency takes samples without time, got %s; use direct, rate or delta"
              .formatted(sample));
    }
    return new SampleShape(steps, sample.features());
  }

  @Override
  public void encode(Tensor sample, Tensor sequence, RandomStream random) {
    sequence.fill(0);
    double constant = tau.orElseGet(this::fittingTau);
    long width = sample.size();
    for (long i = 0; i < width; i++) {
      double x = UnitInterval.of(sample.get(i), clip, "latency");
      if (x <= threshold) {
        continue;
      }
      long step = Math.round(constant * delay(x));
      if (step < steps) {
        sequence.set(step * width + i, 1);
      }
    }
  }

  private double delay(double x) {
    return switch (code) {
      case LINEAR -> 1 - x;
      case LOGARITHMIC -> {
        double above = Math.max(x - threshold, EPSILON);
        yield StrictMath.log((above + threshold) / above);
      }
    };
  }

  private double fittingTau() {
    return switch (code) {
      case LINEAR -> steps - 1;
      case LOGARITHMIC -> threshold == 0 ? 0 : (steps - 1) / delay(threshold);
    };
  }
}
