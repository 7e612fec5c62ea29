package org.hillock.engine.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hillock.api.network.Parameter;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.memory.Block;
import org.hillock.engine.memory.Memory;

/** The parameters and buffers of a network, with their memory. */
final class Parameters implements AutoCloseable {

  private static final long ALIGNMENT = 64;

  private final Block block;
  private final Tensor[] values;
  private final Tensor[] gradients;
  private final List<Parameter> learnable = new ArrayList<>();
  private final Map<String, Tensor> buffers = new LinkedHashMap<>();

  Parameters(List<Slot> slots, Memory memory, RandomStream random) {
    long size = slots.stream().mapToLong(s -> bytes(s) * (s.learnable() ? 2 : 1)).sum();
    block = memory.allocate(size, "the network's parameters");
    values = new Tensor[slots.size()];
    gradients = new Tensor[slots.size()];
    long offset = 0;
    for (var slot : slots) {
      var value = block.tensor(offset, slot.shape());
      offset += bytes(slot);
      slot.initial().fill(value, random.named(slot.name()));
      values[slot.index()] = value;
      if (slot.learnable()) {
        var gradient = block.tensor(offset, slot.shape());
        offset += bytes(slot);
        gradients[slot.index()] = gradient;
        learnable.add(new Parameter(slot.name(), value, gradient, slot.minimum(), slot.maximum()));
      } else {
        buffers.put(slot.name(), value);
      }
    }
  }

  private static long bytes(Slot slot) {
    return Math.ceilDiv(slot.shape().size() * Float.BYTES, ALIGNMENT) * ALIGNMENT;
  }

  Tensor value(Slot slot) {
    return values[slot.index()];
  }

  Tensor gradient(Slot slot) {
    return gradients[slot.index()];
  }

  /** The parameter of a learnable slot. */
  Parameter parameter(Slot slot) {
    return learnable.stream().filter(p -> p.name().equals(slot.name())).findFirst().orElseThrow();
  }

  List<Parameter> learnable() {
    return learnable;
  }

  Map<String, Tensor> buffers() {
    return buffers;
  }

  @Override
  public void close() {
    block.close();
  }
}
