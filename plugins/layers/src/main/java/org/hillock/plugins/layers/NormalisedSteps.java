package org.hillock.plugins.layers;

import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.tensor.Shape;

/**
 * Every time step normalised by itself. Inputs: x, scale, running mean and running variance {@code
 * [known][channels]}. When a sequence goes on from a state, its steps are counted on.
 *
 * @param features those of x, channels last
 * @param known how many steps there are scales for
 */
record NormalisedSteps(Shape features, int known, double momentum, double epsilon)
    implements Operation {

  @Override
  public String name() {
    return "batch-norm-through-time";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return features;
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public Kernel prepare(Preparation at) {
    requireKnown(at.steps());
    return new NormalisedStepsKernel(at, this);
  }

  void requireKnown(int steps) {
    if (steps > known) {
      throw new HillockException(
          ErrorCode.FAILED_PRECONDITION,
          "has statistics of %d time steps, the sequence has reached %d; raise steps"
              .formatted(known, steps));
    }
  }
}
