package org.hillock.api.backend;

import java.util.List;
import org.hillock.api.tensor.Tensor;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A compiled {@link ScanProgram}. Neurons are independent of each other; each is advanced over all
 * time steps of a call.
 *
 * <p>Rows hold {@code T·n} elements, states {@code n}; a parameter holds one value, or a number of
 * features that divides {@code n}: neuron {@code i} uses value {@code i mod features}. All lists
 * are ordered as the program and its passes order them.
 */
@ConsumerType
public interface ScanKernel extends AutoCloseable {

  /**
   * One call's sizes.
   *
   * @param steps time steps T, at least 1
   * @param neurons n: batch size times features
   * @param seed of the random numbers the equations draw ({@link
   *     org.hillock.api.random.CellRandom}); the backward pass takes that of its forward pass
   * @param time steps of the sequence before the first one of this call: random numbers depend on
   *     it
   */
  record Extent(int steps, long neurons, long seed, long time) {

    /** A call whose equations draw no random numbers. */
    public Extent(int steps, long neurons) {
      this(steps, neurons, 0, 0);
    }
  }

  /**
   * Where states come from and where they go.
   *
   * @param initial the states before the first step; empty: the program's initial values (in the
   *     backward pass, the gradients of the final states; empty: zero)
   * @param last receives the states after the last step; empty: nobody wants them. May be the same
   *     tensors as {@code initial}
   */
  record Carry(List<Tensor> initial, List<Tensor> last) {

    /** A sequence of its own: starts afresh, leaves nothing. */
    public static final Carry NONE = new Carry(List.of(), List.of());
  }

  /** Forward, keeping what the backward pass needs. */
  void train(Extent extent, List<Tensor> rows, List<Tensor> parameters, Carry states);

  /**
   * Forward alone. The output of a program without states that emits one value may be the tensor of
   * one of its inputs.
   */
  void infer(Extent extent, List<Tensor> rows, List<Tensor> parameters, Carry states);

  /**
   * Backward through time. The gradient of one input may be the tensor of the gradient of an
   * output, which it then replaces.
   *
   * @param gradients one tensor for each parameter, as large as the parameter; that of a parameter
   *     that is not learnable is left alone
   * @param accumulate whether gradients of parameters are added to what the tensors hold
   * @param stateGradients gradients of the final states in, of the initial states out
   */
  void backward(
      Extent extent,
      List<Tensor> rows,
      List<Tensor> parameters,
      List<Tensor> gradients,
      boolean accumulate,
      Carry stateGradients);

  /** The compiled kernels in readable form, for {@code hillock explain}. */
  String explain();

  @Override
  void close();
}
