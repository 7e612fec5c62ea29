package org.hillock.plugins.delays;

import java.util.List;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.RecurrentSynapses;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/** Synapses from neurons to themselves, whose delays are a time step longer than their window's. */
record DelayedRecurrence(Synapses synapses) implements RecurrentSynapses {

  @Override
  public int reach() {
    return synapses.window().size();
  }

  @Override
  public void check(Shape features, List<Shape> parameters) {
    var shape = synapses.shape();
    var expected = List.of(shape, synapses.sharing().positions(shape));
    if (features.rank() != 1
        || !shape.dropFirst(1).equals(Shape.of(features.dim(0), features.dim(0)))
        || !parameters.subList(0, 2).equals(expected)) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "delayed recurrent synapses %s do not fit neurons %s and parameters %s"
              .formatted(shape, features, parameters));
    }
  }

  /** Of rounded delays: each synapse once. */
  @Override
  public long macs() {
    return synapses.shape().size();
  }

  @Override
  public void fanOut(Optional<Tensor> weight, Tensor fanOut) {
    synapses.fanOut(weight, fanOut);
  }

  @Override
  public void fanOutByDelay(List<Tensor> parameters, Tensor byDelay) {
    byDelay.at(0).fill(0);
    synapses.fanOutByDelay(parameters, byDelay.slice(1, reach()));
  }

  @Override
  public Kernel prepare(Preparation at) {
    return new RecurrentTaps(at, synapses);
  }
}
