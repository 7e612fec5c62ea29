package org.hillock.engine.network;

import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.tensor.Shape;

/**
 * A population with recurrent connections, one time step apart. Inputs: x, weight, then the
 * program's parameters.
 *
 * @param features those of x: {@code [n]}
 */
record Recurrent(String name, ScanProgram program, Shape features, boolean spiking)
    implements Operation {

  @Override
  public Shape shape(List<Shape> inputs) {
    var weight = inputs.get(1);
    if (features.rank() != 1 || !weight.equals(Shape.of(features.dim(0), features.dim(0)))) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "recurrent neurons take features [n] and a weight [n][n], got %s and %s"
              .formatted(features, weight));
    }
    return features;
  }

  @Override
  public long macs(List<Shape> inputs) {
    return features.size() * features.size();
  }

  @Override
  public Kernel prepare(Preparation at) {
    return at.training()
        ? new RecurrentTraining(at, program, features.dim(0))
        : new RecurrentForward(at, program, features.dim(0));
  }
}
