package org.hillock.plugins.layers;

import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.tensor.Shape;

/**
 * {@code y_t = Σ_s weight(t, s)·x_s + bias_t}, the same for all features. Inputs: x, weight, bias.
 *
 * @param features those of x
 */
record MixTime(TimeMixing mixing, Shape features) implements Operation {

  @Override
  public String name() {
    return "mix-time";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return features;
  }

  @Override
  public long macs(List<Shape> inputs) {
    return features.size() * mixing.order();
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public Kernel prepare(Preparation at) {
    if (mixing.kind() == TimeMixing.Kind.FULL && at.steps() != mixing.steps()) {
      throw new HillockException(
          ErrorCode.FAILED_PRECONDITION,
          "mixes the %d steps of a whole sequence at once and cannot run on %d, nor step by step;"
                  .formatted(mixing.steps(), at.steps())
              + " masked-psn and sliding-psn can");
    }
    if (mixing.kind() == TimeMixing.Kind.MASKED && at.steps() > mixing.steps()) {
      throw tooLong(at.steps());
    }
    return new MixTimeKernel(at, mixing, features);
  }

  private HillockException tooLong(int steps) {
    return new HillockException(
        ErrorCode.FAILED_PRECONDITION,
        "has weights for %d time steps, the sequence has %d; raise steps, or use sliding-psn"
            .formatted(mixing.steps(), steps));
  }
}
