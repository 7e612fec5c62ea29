package org.hillock.engine.network;

import java.util.List;
import java.util.Optional;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.RecurrentSynapses;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * A population with recurrent connections. Inputs: x, the synapses' parameters, then the program's.
 *
 * @param features those of x
 * @param parameters how many the synapses have
 */
record Recurrent(
    String name,
    ScanProgram program,
    Shape features,
    boolean spiking,
    RecurrentSynapses synapses,
    int parameters)
    implements Operation {

  @Override
  public Shape shape(List<Shape> inputs) {
    synapses.check(features, inputs.subList(1, 1 + parameters));
    return features;
  }

  @Override
  public long macs(List<Shape> inputs) {
    return synapses.macs();
  }

  @Override
  public void fanOut(List<Shape> inputs, Optional<Tensor> values, Tensor fanOut) {
    synapses.fanOut(values, fanOut);
  }

  @Override
  public int reach() {
    return synapses.reach();
  }

  @Override
  public void fanOutByDelay(List<Shape> inputs, List<Tensor> values, Tensor byDelay) {
    synapses.fanOutByDelay(values.subList(0, parameters), byDelay);
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
