package org.hillock.plugins.delays;

import org.hillock.api.tensor.Shape;

/** Which synapses have a delay in common. */
public enum Sharing {
  /** None: each has its own. */
  SYNAPTIC,
  /** Those that leave an input, as along its axon. */
  AXONAL,
  /** Those that reach an output, as along its dendrite. */
  DENDRITIC;

  /** The shape of the positions of synapses {@code [M][in][out]}. */
  Shape positions(Shape synapses) {
    return switch (this) {
      case SYNAPTIC -> synapses;
      case AXONAL -> Shape.of(synapses.dim(0), synapses.dim(1), 1);
      case DENDRITIC -> Shape.of(synapses.dim(0), 1, synapses.dim(2));
    };
  }

  /** Where among the positions that of a synapse is, by its place in {@code [M][in][out]}. */
  long position(Shape synapses, long synapse) {
    long out = synapses.dim(2);
    return switch (this) {
      case SYNAPTIC -> synapse;
      case AXONAL -> synapse / out;
      case DENDRITIC -> synapse / out / synapses.dim(1) * out + synapse % out;
    };
  }
}
