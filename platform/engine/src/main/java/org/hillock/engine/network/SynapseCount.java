package org.hillock.engine.network;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Optional;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Operation;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/** Counts the synaptic operations of one operation. Knows its synapses after the first count. */
final class SynapseCount {

  private final Device device;
  private final Operation operation;
  private final List<Shape> inputs;
  private final Shape senders;
  private final Optional<Tensor> weight;
  private float[] fanOut = {};

  /**
   * Of a step.
   *
   * @param senders features of what arrives
   * @param weight its weights; empty if it has none that are learned
   */
  SynapseCount(Device device, Graph.Step step, Shape senders, Optional<Tensor> weight) {
    this.device = device;
    operation = step.operation();
    inputs = step.inputShapes();
    this.senders = senders;
    this.weight = weight;
  }

  /** Operations of one time step of one sample if no value and no weight is zero. */
  double dense() {
    double sum = 0;
    for (float drives : fanOut()) {
      sum += drives;
    }
    return sum;
  }

  /**
   * Operations for what arrived.
   *
   * @param arrived {@code [T][B][senders…]}
   * @param nonZero how many of its elements are not zero
   */
  double of(Tensor arrived, long nonZero) {
    var drives = present();
    if (isEven(drives)) {
      return (double) nonZero * drives[0];
    }
    // A device computes on threads of its own.
    try (var arena = Arena.ofShared()) {
      var counts = tensor(arena);
      device.countNonZero(arrived, counts);
      double sum = 0;
      for (int i = 0; i < drives.length; i++) {
        sum += (double) counts.get(i) * drives[i];
      }
      return sum;
    }
  }

  private float[] present() {
    return weight.filter(w -> device.countNonZero(w) < w.size()).isPresent()
        ? count(weight)
        : fanOut();
  }

  private float[] fanOut() {
    if (fanOut.length == 0) {
      fanOut = count(Optional.empty());
    }
    return fanOut;
  }

  private float[] count(Optional<Tensor> values) {
    try (var arena = Arena.ofShared()) {
      var counts = tensor(arena);
      operation.fanOut(inputs, values, counts);
      return counts.toArray();
    }
  }

  private Tensor tensor(Arena arena) {
    return Tensor.of(arena.allocate(senders.size() * Float.BYTES, 64), senders);
  }

  private static boolean isEven(float[] values) {
    for (float value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }
}
