package ${package};

import org.hillock.api.Component;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Param;
import org.hillock.api.data.SampleShape;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;

/** A burst: a value x has spikes in the first {@code x·steps} steps, rounded. */
@Component(
    id = "${artifactId}",
    doc = "A burst of spikes from the first step on, the longer the larger the value; 1 fills all.")
public record ${className}(
    @Param(doc = "time steps", unit = "steps", value = "8", min = 1) int steps)
    implements Encoder {

  @Override
  public SampleShape encoded(SampleShape sample) {
    if (sample.steps() > 0) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "encoder ${artifactId} takes samples without time, got %s".formatted(sample));
    }
    return new SampleShape(steps, sample.features());
  }

  @Override
  public void encode(Tensor sample, Tensor sequence, RandomStream random) {
    long width = sample.size();
    for (long i = 0; i < width; i++) {
      long spikes = Math.round((double) Math.clamp(sample.get(i), 0f, 1f) * steps);
      for (int t = 0; t < steps; t++) {
        sequence.set(t * width + i, t < spikes ? 1 : 0);
      }
    }
  }
}
