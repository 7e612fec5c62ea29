package org.hillock.api.network;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Window;
import org.hillock.api.equations.Equations;
import org.hillock.api.tensor.Shape;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A network under construction, as the layer that is being added sees it. Names given here are
 * local to the layer; the engine makes them unique by the layer's place in the network. Implemented
 * by the engine.
 */
@ProviderType
public interface NetworkBuilder {

  /**
   * Adds a layer inside the present one. Its names stay local to it.
   *
   * @param name its place within the present layer, for example {@code body}
   * @return what leaves it
   */
  Value layer(String name, Layer layer, Value x);

  /** A learnable parameter. */
  default Value parameter(String name, Shape shape, Initialiser initial) {
    return parameter(name, shape, initial, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /**
   * A learnable parameter that stays within bounds.
   *
   * @param minimum the smallest value allowed after an update
   * @param maximum the largest value allowed after an update
   */
  Value parameter(String name, Shape shape, Initialiser initial, double minimum, double maximum);

  /** Values that belong to the model, are saved with it, and are not learned by gradient. */
  Value buffer(String name, Shape shape, Initialiser initial);

  /**
   * {@code y = x·weight + bias} on the last axis.
   *
   * @param x features {@code […][in]}
   * @param weight {@code [in][out]}
   * @param bias {@code [out]}
   * @return features {@code […][out]}
   */
  Value linear(Value x, Value weight, Optional<Value> bias);

  /**
   * Replaces each whole number by a row of a table.
   *
   * @param x features {@code […]}: whole numbers in {@code [0, entries)}, of the data; other
   *     numbers end the pass with {@code INVALID_ARGUMENT}
   * @param weight {@code [entries][width]}
   * @return features {@code […][width]}
   */
  Value embedding(Value x, Value weight);

  /**
   * Two-dimensional convolution with zero padding; the kernel is not flipped.
   *
   * @param x features {@code [height][width][channels]}
   * @param weight {@code [rows.size][columns.size][channels/groups][out]}
   * @param bias {@code [out]}
   * @param rows how the kernel slides along the height
   * @param columns how it slides along the width
   * @param groups divides {@code channels} and {@code out}; each group of output channels sees its
   *     group of input channels only
   * @return features {@code [rows.count(height)][columns.count(width)][out]}
   */
  Value conv2d(
      Value x, Value weight, Optional<Value> bias, Window rows, Window columns, int groups);

  /**
   * Transposed two-dimensional convolution: the adjoint of a convolution, which takes what that one
   * gives.
   *
   * @param x features {@code [outHeight][outWidth][out]} of the convolution
   * @param weight as the convolution has it, {@code
   *     [rows.size][columns.size][channels/groups][out]}
   * @param bias {@code [channels]}
   * @param of the convolution that is transposed
   * @return features {@code [height][width][channels]} of the convolution's windows
   */
  Value transposedConv2d(Value x, Value weight, Optional<Value> bias, Convolution of);

  /**
   * The mean of each window in each channel; padding counts as zeros.
   *
   * @param x features {@code [height][width][channels]}
   * @return features {@code [rows.count(height)][columns.count(width)][channels]}
   */
  Value averagePool2d(Value x, Window rows, Window columns);

  /** As {@link #averagePool2d}, the sum of each window. */
  Value sumPool2d(Value x, Window rows, Window columns);

  /**
   * As {@link #averagePool2d}, the largest element of each window; padding does not count and must
   * be smaller than the window, whose dilation is 1. Of equal elements the first one receives the
   * gradient.
   */
  Value maxPool2d(Value x, Window rows, Window columns);

  /** A population of neurons of a model, one for each feature of {@code x}. */
  Value neuron(Value x, NeuronModel model);

  /**
   * A population with recurrent connections, one time step apart: its input at step t is {@code x_t
   * + s_(t-1)·weight}.
   *
   * @param x features {@code [n]}
   * @param weight {@code [n][n]}
   */
  Value recurrent(Value x, NeuronModel model, Value weight);

  /**
   * A population with recurrent connections of any kind: its input at step t is {@code x_t} plus
   * what its spikes of the steps from t - {@link RecurrentSynapses#reach()} to t - 1 cause.
   *
   * @param parameters of the synapses; the first is their weight
   */
  Value recurrent(Value x, NeuronModel model, RecurrentSynapses synapses, List<Value> parameters);

  /**
   * As {@link #recurrent(Value, NeuronModel, Value)}, through a convolution that keeps the size of
   * the image: the input at step t is {@code x_t + conv(s_(t-1), weight)}.
   *
   * @param x features {@code [height][width][channels]}
   * @param weight {@code [rows.size][columns.size][channels/groups][channels]}
   */
  Value recurrentConv2d(
      Value x, NeuronModel model, Value weight, Window rows, Window columns, int groups);

  /**
   * An elementwise function of sequences and parameters, differentiated by the engine.
   *
   * @param inputs sequences of equal shape, in the order in which {@code function} asks for its
   *     inputs
   * @param function states the equations: emits one value, has no state; learnable parameters it
   *     declares become parameters of the layer
   */
  Value map(List<Value> inputs, Consumer<Equations> function);

  /**
   * An elementwise function with a memory: equations of one time step with states, as a neuron's,
   * but with any number of inputs. Decaying scans and delays are written with it.
   *
   * @param inputs sequences of equal shape, in the order in which {@code function} asks for its
   *     inputs
   * @param function states the equations: emits one value, has at least one state; learnable
   *     parameters it declares become parameters of the layer
   */
  Value scan(List<Value> inputs, Consumer<Equations> function);

  /**
   * Dropout with one mask a sequence: in training each feature of each sample is zeroed for all its
   * time steps with this probability, the others scaled by {@code 1/(1-probability)}.
   */
  Value dropout(Value x, double probability);

  /**
   * Normalises each feature of the last axis over time and batch (Ioffe and Szegedy 2015), then
   * scales and shifts it by learnable values; at inference by running statistics.
   *
   * @param momentum the weight of the newest batch in the running statistics, in (0, 1]
   * @param epsilon added to the variance, above 0
   * @param gain what normalised features are multiplied by, above 0, before they are scaled; 1 in
   *     the original, the threshold of the neurons that follow in Zheng et al. 2021
   */
  Value batchNorm(Value x, double momentum, double epsilon, double gain);

  /** {@link #batchNorm(Value, double, double, double)} to a deviation of 1. */
  default Value batchNorm(Value x, double momentum, double epsilon) {
    return batchNorm(x, momentum, epsilon, 1);
  }

  /**
   * Normalises the last axis of each sample at each time step (Ba, Kiros and Hinton 2016), then
   * scales and shifts each feature by learnable values.
   *
   * @param epsilon added to the variance, above 0
   */
  Value layerNorm(Value x, double epsilon);

  /** {@code e^x_i / Σ e^x_k} over the last axis. */
  Value softmax(Value x);

  /** The logarithm of {@link #softmax}. */
  Value logSoftmax(Value x);

  /**
   * Sequences one after the other on the last axis.
   *
   * @param parts at least one; of equal shape but for the last axis
   */
  Value concatenate(List<Value> parts);

  /** Features {@code [from, from + count)} of the last axis. */
  Value slice(Value x, int from, int count);

  /** The same features under another shape of equal size. */
  Value reshape(Value x, Shape shape);

  /**
   * The features' axes in another order.
   *
   * @param axes for each axis of the result the axis of {@code x} it is; each once
   */
  Value permute(Value x, List<Integer> axes);

  /** The sum of two sequences of equal shape. */
  Value add(Value a, Value b);

  /** The product, element by element, of two sequences of equal shape. */
  Value multiply(Value a, Value b);

  /**
   * Multiplies every time step by a number of its own.
   *
   * @param scale a parameter {@code [steps]}; a sequence may be shorter. A longer one ends the pass
   *     with {@code FAILED_PRECONDITION}
   */
  Value scaleSteps(Value x, Value scale);

  /** The same values, constant to the gradient. */
  Value stopGradient(Value x);

  /** Whatever an operation computes from these values. */
  Value apply(Operation operation, List<Value> inputs);
}
