package org.hillock.engine.network;

import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.network.Preparation.CarriedBuffer;
import org.hillock.api.tensor.Tensor;

/**
 * A presynaptic trace {@code a = decay·a + x}. In the forward pass it is the input x itself, in the
 * backward pass the trace.
 */
final class Trace implements Buffer {

  private final double decay;
  private final Buffer input;
  private final Buffer trace;
  private final CarriedBuffer carried;
  private boolean filtered;

  Trace(double decay, Buffer input, Buffer trace, CarriedBuffer carried) {
    this.decay = decay;
    this.input = input;
    this.trace = trace;
    this.carried = carried;
  }

  /** From now on the input. */
  void beginForward() {
    filtered = false;
  }

  /** From now on the trace, with the input of the present step in it. */
  void endForward() {
    filtered = true;
    var now = trace.tensor();
    now.copyFrom(input.tensor());
    carried.initial().ifPresent(before -> add(decay, before, now));
    carried.last().ifPresent(last -> last.copyFrom(now));
  }

  /** {@code y += factor·x}. */
  static void add(double factor, Tensor x, Tensor y) {
    for (long i = 0, n = y.size(); i < n; i++) {
      y.set(i, (float) (y.get(i) + factor * x.get(i)));
    }
  }

  @Override
  public Tensor tensor() {
    return filtered ? trace.tensor() : input.tensor();
  }
}
