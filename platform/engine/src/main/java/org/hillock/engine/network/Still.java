package org.hillock.engine.network;

import java.lang.foreign.MemorySegment;
import java.util.function.IntConsumer;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Tensor;

/**
 * Synapses that are computed once where their input is the same at every time step, as that of
 * direct coding: what they make of one step is what they make of all. Whether it is so is seen in
 * the data, at each call; inputs that change mostly do within the first bytes.
 */
final class Still {

  /** What synapses do. */
  @FunctionalInterface
  interface Synapses {
    /**
     * @param first whether at the first time step alone
     */
    void forward(Tensor x, Tensor y, boolean first);
  }

  private final Device device;
  private final Synapses synapses;
  private final int steps;
  private final Buffer x;
  private final Buffer y;
  private final StepViews inputs;
  private final StepViews outputs;
  private final IntConsumer copy;

  /** Of an operation whose first input has as many time steps as its output. */
  Still(Preparation at, Synapses synapses) {
    device = at.device();
    this.synapses = synapses;
    steps = at.steps();
    x = at.input(0);
    y = at.output();
    inputs = new StepViews(x);
    outputs = new StepViews(y);
    copy = part -> outputs.at(part + 1).copyFrom(outputs.at(0));
  }

  void forward() {
    if (isStill()) {
      synapses.forward(inputs.at(0), outputs.at(0), true);
      device.parallel(steps - 1, copy);
    } else {
      synapses.forward(x.tensor(), y.tensor(), false);
    }
  }

  /** Whether the input is the same, to the bit, at each of several steps. */
  private boolean isStill() {
    var all = x.tensor().segment();
    long size = all.byteSize();
    long step = size / steps;
    return steps > 1 && MemorySegment.mismatch(all, 0, size - step, all, step, size) < 0;
  }
}
