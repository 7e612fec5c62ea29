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
  private final List<Tensor> parameters;
  private float[] fanOut = {};

  /**
   * Of a step.
   *
   * @param senders features of what arrives
   * @param parameters of its synapses, the weight first; empty if they have none
   */
  SynapseCount(Device device, Graph.Step step, Shape senders, List<Tensor> parameters) {
    this.device = device;
    operation = step.operation();
    inputs = step.inputShapes();
    this.senders = senders;
    this.parameters = List.copyOf(parameters);
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
   * Operations for what was sent, as far as it arrives.
   *
   * @param sent {@code [T][B][senders…]}
   * @param nonZero how many of its elements are not zero
   * @param steps after how many steps the sequence of what it causes ends, from the first sent
   */
  double of(Tensor sent, long nonZero, int steps) {
    if (operation.reach() > 0) {
      return ofDelayed(sent, steps);
    }
    var drives = present();
    if (isEven(drives)) {
      return (double) nonZero * drives[0];
    }
    // A device computes on threads of its own.
    try (var arena = Arena.ofShared()) {
      return of(sent, drives, tensor(arena, senders));
    }
  }

  private double of(Tensor sent, float[] drives, Tensor counts) {
    device.countNonZero(sent, counts);
    double sum = 0;
    for (int i = 0; i < drives.length; i++) {
      sum += (double) counts.get(i) * drives[i];
    }
    return sum;
  }

  /** What is sent near the end meets only the synapses whose delay ends in time. */
  private double ofDelayed(Tensor sent, int steps) {
    int reach = operation.reach();
    try (var arena = Arena.ofShared()) {
      var byDelay = tensor(arena, senders.prepend(reach + 1));
      operation.fanOutByDelay(inputs, parameters, byDelay);
      var counts = tensor(arena, senders);
      var drives = new float[Math.toIntExact(senders.size())];
      double sum = 0;
      int to = sent.shape().dim(0);
      for (int delay = 0; delay <= reach; delay++) {
        add(byDelay.at(delay), drives);
        int from = delay == reach ? 0 : Math.clamp(steps - delay - 1, 0, to);
        if (from < to) {
          sum += of(sent.slice(from, to - from), drives, counts);
        }
        to = from;
      }
      return sum;
    }
  }

  private static void add(Tensor from, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from.get(i);
    }
  }

  private float[] present() {
    return parameters.stream()
        .findFirst()
        .filter(w -> device.countNonZero(w) < w.size())
        .map(w -> count(Optional.of(w)))
        .orElseGet(this::fanOut);
  }

  private float[] fanOut() {
    if (fanOut.length == 0) {
      fanOut = count(Optional.empty());
    }
    return fanOut;
  }

  private float[] count(Optional<Tensor> values) {
    try (var arena = Arena.ofShared()) {
      var counts = tensor(arena, senders);
      operation.fanOut(inputs, values, counts);
      return counts.toArray();
    }
  }

  private static Tensor tensor(Arena arena, Shape shape) {
    return Tensor.of(arena.allocate(shape.size() * Float.BYTES, 64), shape);
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
