package org.hillock.api.network;

import java.util.List;
import java.util.Optional;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A differentiable operation with a forward and a backward pass of its own. Immutable: what a run
 * needs is asked for in {@link #prepare}.
 */
@ConsumerType
public interface Operation {

  /** A short name for messages, {@code explain} and profiles. */
  String name();

  /**
   * The shape of the result's features.
   *
   * @param inputs the inputs' shapes, of sequences without time and batch
   * @throws org.hillock.api.HillockException with {@code SHAPE_MISMATCH}
   */
  Shape shape(List<Shape> inputs);

  /**
   * How many multiply-accumulates one time step of one sample takes when nothing is skipped. An
   * operation with synaptic weights says so here; others leave it at 0.
   */
  default long macs(List<Shape> inputs) {
    return 0;
  }

  /**
   * How many synapses each element of the first input drives in a time step of one sample: those
   * that exist (padding has none) and whose weight is not zero. The default spreads {@link #macs}
   * evenly, which is right where all elements drive equally many and no weight is zero.
   *
   * @param weight the weights, as the operation takes them; empty: as if none were zero
   * @param fanOut of the first input's features, written
   */
  default void fanOut(List<Shape> inputs, Optional<Tensor> weight, Tensor fanOut) {
    fanOut.fill((float) ((double) macs(inputs) / fanOut.size()));
  }

  /** The longest delay of its synapses, in time steps. */
  default int reach() {
    return 0;
  }

  /**
   * What {@link #fanOut} counts, by delay: what arrives after the end of a sequence is no synaptic
   * operation. By default all synapses have the longest delay.
   *
   * @param parameters the parameters and buffers among the inputs
   * @param byDelay {@code [reach + 1][features of the first input…]}, written
   */
  default void fanOutByDelay(List<Shape> inputs, List<Tensor> parameters, Tensor byDelay) {
    byDelay.fill(0);
    fanOut(inputs, parameters.stream().findFirst(), byDelay.at(reach()));
  }

  /** Whether the result consists of spikes. */
  default boolean spiking() {
    return false;
  }

  /**
   * How many time steps the result has more than the inputs, whatever their number: 0 or more. A
   * network that lengthens sequences cannot go on from a {@link State}.
   */
  default int addedSteps() {
    return 0;
  }

  /**
   * Whether the backward pass reads what an input held. What no backward pass reads gives its
   * memory to others as soon as the last forward pass has read it; a kernel that says no and reads
   * it all the same fails. Parameters are always there. The default is true: right, but it may cost
   * memory.
   *
   * @param input which one
   */
  default boolean backwardReadsInput(int input) {
    return true;
  }

  /** Whether the backward pass reads what the forward pass wrote to the output; as for inputs. */
  default boolean backwardReadsOutput() {
    return true;
  }

  /** Asks for memory and compiles kernels for one size of sequence and batch. */
  Kernel prepare(Preparation at);

  /** An operation made ready; called many times, allocates nothing. */
  @ConsumerType
  interface Kernel {

    /** Writes the output, from the inputs. */
    void forward();

    /**
     * Writes the output and what is saved for the backward pass once more, from the same inputs, to
     * the same bits: their memory served others meanwhile. A kernel whose {@link #forward()}
     * changes anything else, such as running statistics, overrides this to leave that alone.
     */
    default void forwardAgain() {
      forward();
    }

    /**
     * Writes the gradient of each input that needs one, from the gradient of the output. Gradients
     * are overwritten, never added to: the engine sums where a value is used more than once.
     * Follows a {@link #forward()} of the same execution.
     */
    void backward();
  }
}
