package org.hillock.api.network;

import java.util.Optional;
import org.hillock.api.backend.Device;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What an operation may ask for when it is made ready for one size. Buffers stand for tensors that
 * exist when the kernel runs. Implemented by the engine.
 */
@ProviderType
public interface Preparation {

  /** A tensor the engine provides while the kernel runs. */
  @ProviderType
  @FunctionalInterface
  interface Buffer {
    /** The tensor; valid during the present call of the kernel only. */
    Tensor tensor();
  }

  /** A value carried from step to step across calls. */
  @ProviderType
  interface CarriedBuffer {
    /** What the caller carried in; empty at the start of a sequence. */
    Optional<Tensor> initial();

    /** Where to leave the last value; empty if nobody wants it. May be the tensor carried in. */
    Optional<Tensor> last();
  }

  /** Time steps T of the inputs. */
  int steps();

  /** Time steps of the output: {@link #steps()} and the {@link Operation#addedSteps()}. */
  int outputSteps();

  /** Batch size B. */
  int batch();

  /** Whether a backward pass will follow. */
  boolean training();

  /** The device that computes. */
  Device device();

  /** An input: {@code [T][B][features…]}, or a parameter. */
  Buffer input(int index);

  /** The output, {@code [T][B][features…]} with {@link #outputSteps()} time steps. */
  Buffer output();

  /** Whether the gradient of an input is wanted. Never in inference. */
  boolean needsGradient(int input);

  /** The gradient of the output; in the backward pass only. */
  Buffer outputGradient();

  /** Where to write the gradient of an input for which {@link #needsGradient} holds. */
  Buffer inputGradient(int index);

  /** Memory that keeps its content from the forward to the backward pass. */
  Buffer saved(Shape shape);

  /** Memory for use within one call. */
  Buffer scratch(Shape shape);

  /**
   * State carried from step to step, of this shape for the whole batch.
   *
   * @param name unique within the operation
   * @param initial its value before the first step of a sequence
   */
  CarriedBuffer carried(String name, Shape shape, double initial);

  /**
   * Random numbers for the present forward pass: the same in forward and backward, others for the
   * next batch.
   */
  RandomStream random();
}
