package org.hillock.api.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.backend.Convolution;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.osgi.annotation.versioning.ProviderType;

/** A built network with its parameters. Implemented by the engine. */
@ProviderType
public interface Network {

  /** Its layers, in order. */
  List<LayerInfo> layers();

  /** The learnable parameters, in a fixed order. */
  List<Parameter> parameters();

  /**
   * What the network keeps besides its parameters, by name: running statistics. Not learned by
   * gradients, part of every checkpoint.
   */
  Map<String, Tensor> buffers();

  /**
   * The learnable parameters that a layer uses itself, in the order of its inputs: of synapses the
   * weight, then the bias if there is one.
   */
  List<Parameter> parameters(LayerInfo layer);

  /**
   * How the synapses of a layer slide over images, if they are a two-dimensional convolution;
   * weights are then {@code [rows][columns][channels of a group][out]}.
   */
  Optional<Convolution> convolution(LayerInfo layer);

  /** The shape of a time step's input, without batch. */
  Shape inputShape();

  /** The shape of a time step's output, without batch. */
  Shape outputShape();

  /** How many time steps its output has more than its input, whatever their number. */
  int addedSteps();

  /**
   * Makes the network ready to train on sequences of this size; ready-made executions are kept.
   *
   * @throws org.hillock.api.HillockException with {@code RESOURCE_EXHAUSTED} if it would not fit
   *     into memory; the message names the bytes needed and what to change
   */
  default Execution training(int steps, int batch) {
    return training(steps, batch, new Credit.ThroughTime());
  }

  /**
   * As {@link #training(int, int)}, with another way of assigning credit.
   *
   * @throws org.hillock.api.HillockException as above; {@code INVALID_ARGUMENT} if credit is {@link
   *     Credit.Traced} and {@code steps} is not 1
   */
  Execution training(int steps, int batch, Credit credit);

  /** Makes the network ready for inference on sequences of this size. */
  Execution inference(int steps, int batch);

  /** The state of a new sequence, for {@link Execution#forward(State)}. */
  State newState(int batch);
}
