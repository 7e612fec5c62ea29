package org.hillock.engine.network;

import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.network.Value;

/**
 * Holds an operation to what it says its backward pass reads: the memory of anything else serves
 * others by then, and its gradients would silently be wrong.
 */
final class BackwardReads {

  private final Graph.Step step;
  private final boolean training;
  private boolean backward;

  BackwardReads(Graph.Step step, boolean training) {
    this.step = step;
    this.training = training;
  }

  Buffer input(int index, Buffer buffer) {
    Value input = step.inputs().get(index);
    boolean read = !input.isSequence() || step.operation().backwardReadsInput(index);
    return read || !training ? buffer : forwardOnly(buffer, "its input %d".formatted(index));
  }

  Buffer output(Buffer buffer) {
    boolean read = step.operation().backwardReadsOutput();
    return read || !training ? buffer : forwardOnly(buffer, "its output");
  }

  private Buffer forwardOnly(Buffer buffer, String what) {
    return () -> {
      if (backward) {
        throw new HillockException(
            ErrorCode.PLUGIN_FAULT,
            "%s: %s reads %s in its backward pass, which it says it does not do; its memory serves"
                    .formatted(step.place(), step.operation().name(), what)
                + " others by then");
      }
      return buffer.tensor();
    };
  }

  /** A kernel that is held to it. */
  Operation.Kernel keptBy(Operation.Kernel kernel) {
    return training ? new Held(kernel) : kernel;
  }

  private final class Held implements Operation.Kernel {

    private final Operation.Kernel kernel;

    Held(Operation.Kernel kernel) {
      this.kernel = kernel;
    }

    @Override
    public void forward() {
      kernel.forward();
    }

    @Override
    public void forwardAgain() {
      kernel.forwardAgain();
    }

    @Override
    public void backward() {
      backward = true;
      try {
        kernel.backward();
      } finally {
        backward = false;
      }
    }
  }
}
