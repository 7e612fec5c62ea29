package org.hillock.api.network;

import java.util.List;
import java.util.Optional;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Synapses from the neurons of a population to themselves: a spike reaches them 1 to {@link
 * #reach()} time steps later. Immutable.
 */
@ConsumerType
public interface RecurrentSynapses {

  /** The longest delay H, in time steps, at least 1. */
  int reach();

  /**
   * Checks the shapes of the neurons' features and of the parameters.
   *
   * @throws org.hillock.api.HillockException with {@code SHAPE_MISMATCH}
   */
  void check(Shape features, List<Shape> parameters);

  /** How many multiply-accumulates one time step of one sample takes when nothing is skipped. */
  long macs();

  /**
   * How many synapses each neuron drives whose weight is not zero.
   *
   * @param weight the first parameter; empty: as if none were zero
   * @param fanOut of the neurons, written
   */
  void fanOut(Optional<Tensor> weight, Tensor fanOut);

  /**
   * What {@link #fanOut} counts, by delay. By default all synapses have the longest.
   *
   * @param parameters the synapses', buffers among them
   * @param byDelay {@code [reach + 1][neurons…]}, written
   */
  default void fanOutByDelay(List<Tensor> parameters, Tensor byDelay) {
    byDelay.fill(0);
    fanOut(Optional.of(parameters.getFirst()), byDelay.at(reach()));
  }

  /**
   * Asks for memory for one size. Input 0 is the population's, which is gone in the backward pass;
   * the synapses' parameters are the inputs from 1 on, and the gradients of those that need one are
   * theirs to write.
   */
  Kernel prepare(Preparation at);

  /**
   * Synapses made ready. Tensors are {@code [steps][B]…}, or {@code [B]…} of one step; of spikes
   * and the currents they cause, the first spikes are {@code age} steps, 1 to H, older than the
   * first currents.
   */
  @ConsumerType
  interface Kernel {

    /** Begins a forward pass: parameters may have changed. */
    default void begin() {}

    /** Adds to currents what the spikes of one step cause. */
    void send(Tensor spikes, int age, Tensor currents);

    /** Begins a backward pass: the gradients of the parameters are 0. */
    void turn();

    /**
     * From the gradients of currents that of the spikes one step before the first, added to it.
     *
     * @param currents of single steps, as many as there are, at most H
     */
    void sendBack(List<Tensor> currents, Tensor spikes);

    /** Adds to the gradients of the parameters, from spikes and the gradients of currents. */
    void collect(Tensor spikes, int age, Tensor currents);

    /** Ends a backward pass: the gradients of the parameters are complete. */
    default void end() {}
  }
}
