package org.hillock.engine.network;

import java.lang.foreign.MemorySegment;
import java.util.function.IntConsumer;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Tensor;

/**
 * Synapses whose input is the same at every time step, as that of direct coding: what they make of
 * one step is what they make of all. Whether it is so is seen in the data, at each call; inputs
 * that change mostly do within the first bytes.
 */
final class Still {

  private final Device device;
  private final int steps;
  private final Buffer x;
  private final StepViews inputs;
  private final StepViews outputs;
  private final IntConsumer copy;

  /** Of an operation whose first input has as many time steps as its output. */
  Still(Preparation at) {
    device = at.device();
    steps = at.steps();
    x = at.input(0);
    inputs = new StepViews(x);
    outputs = new StepViews(at.output());
    copy = part -> outputs.at(part + 1).copyFrom(outputs.at(0));
  }

  /** Whether the input is the same, to the bit, at each of several steps. */
  boolean holds() {
    var all = x.tensor().segment();
    long size = all.byteSize();
    long step = size / steps;
    return steps > 1 && MemorySegment.mismatch(all, 0, size - step, all, step, size) < 0;
  }

  /** The input's first step. */
  Tensor input() {
    return inputs.at(0);
  }

  /** The output's first step. */
  Tensor output() {
    return outputs.at(0);
  }

  /** Copies the output's first step to the others. */
  void repeat() {
    device.parallel(steps - 1, copy);
  }
}
