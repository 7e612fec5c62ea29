package org.hillock.api.network;

import org.hillock.api.equations.Equations;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A neuron model: the equations of one time step, with one input (the input current) and one or
 * more emitted values, of which the first is what the neuron sends on. A component (kind {@code
 * neuron}).
 */
@ConsumerType
public interface NeuronModel extends Layer {

  /** States the equations. */
  void define(Equations eq);

  /** Whether the output is a spike: 0 or 1. */
  boolean spiking();

  @Override
  default Value define(NetworkBuilder net, Value x) {
    return net.neuron(x, this);
  }
}
