package org.hillock.engine.network;

import java.util.List;
import java.util.Optional;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * A population with recurrent connections, one time step apart. Inputs: x, weight, then the
 * program's parameters.
 *
 * @param features those of x
 */
record Recurrent(
    String name, ScanProgram program, Shape features, boolean spiking, Recurrence recurrence)
    implements Operation {

  @Override
  public Shape shape(List<Shape> inputs) {
    var weight = inputs.get(1);
    if (!weight.equals(recurrence.weight())) {
      throw Errors.mismatch(
          "recurrent neurons of features %s take a weight of shape %s, got %s",
          features, recurrence.weight(), weight);
    }
    return features;
  }

  @Override
  public long macs(List<Shape> inputs) {
    return recurrence.macs();
  }

  @Override
  public void fanOut(List<Shape> inputs, Optional<Tensor> values, Tensor fanOut) {
    recurrence.fanOut(values, fanOut);
  }

  /** The current, which holds more than the input, is kept by itself. */
  @Override
  public boolean backwardReadsInput(int input) {
    return false;
  }

  @Override
  public Kernel prepare(Preparation at) {
    return at.training() ? new RecurrentTraining(at, this) : new RecurrentForward(at, this);
  }
}
