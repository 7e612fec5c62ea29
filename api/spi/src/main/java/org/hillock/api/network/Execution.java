package org.hillock.api.network;

import java.util.List;
import org.hillock.api.tensor.Tensor;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A network made ready for one size of sequence and batch. Fill {@link #input()}, call {@link
 * #forward()}, read {@link #output()}; for training write {@link #outputGradient()} and call {@link
 * #backward()}. The tensors keep their place from call to call. Executions of one network share
 * memory: finish with one before using another. Implemented by the engine.
 */
@ProviderType
public interface Execution {

  /** Time steps T of the input. */
  int steps();

  /** Batch size B. */
  int batch();

  /** {@code [T][B][features…]}, to be filled. */
  Tensor input();

  /** {@code [T'][B][features…]}, where T' is T and the network's {@link Network#addedSteps()}. */
  Tensor output();

  /** As {@link #output()}, to be filled before {@link #backward()}; training only. */
  Tensor outputGradient();

  /** Runs sequences of their own: every state starts afresh and is dropped at the end. */
  void forward();

  /**
   * Runs on from a state and leaves the new state in it.
   *
   * @throws org.hillock.api.HillockException with {@code FAILED_PRECONDITION} if the network
   *     lengthens sequences ({@link Operation#addedSteps()}): what it adds belongs to their end,
   *     which a sequence that goes on has not reached; with {@code INVALID_ARGUMENT} if the state
   *     is another network's
   */
  void forward(State state);

  /**
   * Chooses the random numbers (dropout masks) of the next forward pass.
   *
   * @param pass for example the number of the training step
   */
  void randomise(long pass);

  /** Writes the gradient of every parameter; training only, not where credit is local. */
  void backward();

  /**
   * Writes the gradient of every parameter, where credit is {@link Credit.Local}.
   *
   * @param signal asked for the gradient of each spiking layer's output
   */
  void backward(LearningSignal signal);

  /**
   * What each operation with synapses or spikes did in the last forward pass. Training through time
   * ({@link Credit.ThroughTime}) runs that pass again for it: ask before parameters change.
   */
  List<LayerActivity> activity();

  /**
   * The output of a layer in the last forward pass, {@code [T][B][features…]}; T counts what layers
   * up to it added ({@link Operation#addedSteps()}).
   *
   * @throws org.hillock.api.HillockException with {@code FAILED_PRECONDITION} if its memory was
   *     used again: in inference that of layers without synapses or spikes, in training through
   *     time ({@link Credit.ThroughTime}) all but the last, while the other rules of credit keep
   *     them; and always that of a normalisation or another elementwise function that only neurons
   *     read, which is computed within theirs, and of synapses with a bias that only a
   *     normalisation reads, which takes that bias into account
   */
  Tensor layerOutput(LayerInfo layer);

  /**
   * The first input of a layer in the last forward pass, {@code [T][B][features…]}; refused where
   * {@link #layerOutput} of what computes it would be.
   */
  Tensor layerInput(LayerInfo layer);

  /**
   * The gradient of a layer's output, {@code [T][B][features…]}, once the backward pass of all
   * later layers is done; only where credit is {@link Credit.Local}, for layers that have synapses
   * or spikes and learn.
   */
  Tensor layerOutputGradient(LayerInfo layer);

  /** The bytes of off-heap memory this execution uses. */
  long memoryBytes();
}
