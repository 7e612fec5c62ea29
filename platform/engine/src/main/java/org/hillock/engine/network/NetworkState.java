package org.hillock.engine.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.State;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.memory.Block;
import org.hillock.engine.memory.Memory;

/** A state; gets its memory when first used. */
final class NetworkState implements State {

  private final StaticNetwork network;
  private final Memory memory;
  private final int batch;
  private final Map<String, Optional<Tensor>> tensors = new LinkedHashMap<>();
  private Optional<Block> block = Optional.empty();
  private boolean begun;
  private boolean closed;

  NetworkState(StaticNetwork network, Memory memory, int batch) {
    this.network = network;
    this.memory = memory;
    this.batch = batch;
  }

  /** Lets an execution's carried values point here. */
  void attach(StaticNetwork user, int itsBatch, Map<String, Carried> carried) {
    if (user != network || itsBatch != batch || closed) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          closed
              ? "the state was closed"
              : "the state is one of another network or batch size; make one with newState("
                  + itsBatch
                  + ")");
    }
    if (block.isEmpty()) {
      allocate(carried);
    }
    carried.forEach(
        (name, value) -> {
          var tensor = tensors.get(name);
          value.point(begun ? tensor : Optional.empty(), tensor);
        });
    begun = true;
  }

  private void allocate(Map<String, Carried> carried) {
    long bytes = carried.values().stream().mapToLong(NetworkState::bytes).sum();
    var memoryBlock = memory.allocate(bytes, "the network's state");
    block = Optional.of(memoryBlock);
    long offset = 0;
    for (var entry : carried.entrySet()) {
      var tensor = memoryBlock.tensor(offset, entry.getValue().shape());
      tensors.put(entry.getKey(), Optional.of(tensor));
      offset += bytes(entry.getValue());
    }
  }

  private static long bytes(Carried value) {
    return Math.ceilDiv(value.shape().size() * Float.BYTES, 64) * 64;
  }

  @Override
  public Map<String, Tensor> values(LayerInfo layer) {
    if (!begun) {
      throw new HillockException(
          ErrorCode.FAILED_PRECONDITION,
          "the state of a sequence that has not begun has no values; run a forward pass with it");
    }
    String prefix = Plan.carriedBy(network.step(layer));
    var values = new LinkedHashMap<String, Tensor>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            values.put(name.substring(prefix.length()), tensor.orElseThrow());
          }
        });
    return values;
  }

  @Override
  public void reset() {
    begun = false;
  }

  @Override
  public void close() {
    closed = true;
    block.ifPresent(Block::close);
    block = Optional.empty();
  }
}
