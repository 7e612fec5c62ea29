package org.hillock.engine.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
  private final Map<String, Optional<Carried.Again>> copies = new LinkedHashMap<>();
  private final List<Block> blocks = new ArrayList<>();
  private boolean begun;
  private boolean closed;

  NetworkState(StaticNetwork network, Memory memory, int batch) {
    this.network = network;
    this.memory = memory;
    this.batch = batch;
  }

  /**
   * Lets an execution's carried values point here.
   *
   * @param again whether the execution may run the pass again
   */
  void attach(StaticNetwork user, int itsBatch, Map<String, Carried> carried, boolean again) {
    if (user != network || itsBatch != batch || closed) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          closed
              ? "the state was closed"
              : "the state is one of another network or batch size; make one with newState("
                  + itsBatch
                  + ")");
    }
    if (blocks.isEmpty()) {
      allocate(carried, tensors);
    }
    if (again && copies.size() < carried.size()) {
      copy(carried);
    }
    carried.forEach(
        (name, value) -> {
          var tensor = tensors.get(name);
          value.point(
              begun ? tensor : Optional.empty(),
              tensor,
              again ? copies.get(name) : Optional.empty());
        });
    begun = true;
  }

  private void copy(Map<String, Carried> carried) {
    var entered = new LinkedHashMap<String, Optional<Tensor>>();
    var present = new LinkedHashMap<String, Optional<Tensor>>();
    allocate(carried, entered);
    allocate(carried, present);
    entered.forEach(
        (name, tensor) ->
            copies.put(
                name, Optional.of(new Carried.Again(tensor.orElseThrow(), present.get(name)))));
  }

  private void allocate(Map<String, Carried> carried, Map<String, Optional<Tensor>> to) {
    long bytes = carried.values().stream().mapToLong(NetworkState::bytes).sum();
    var block = memory.allocate(bytes, "the network's state");
    blocks.add(block);
    long offset = 0;
    for (var entry : carried.entrySet()) {
      to.put(entry.getKey(), Optional.of(block.tensor(offset, entry.getValue().shape())));
      offset += bytes(entry.getValue());
    }
  }

  private static long bytes(Carried value) {
    return Math.ceilDiv(value.shape().size() * Float.BYTES, 64) * 64;
  }

  /** What a pass that began with this state needs to run again. */
  void requireOpen() {
    if (closed) {
      throw new HillockException(
          ErrorCode.FAILED_PRECONDITION,
          "the last pass cannot run again to be measured: its state was closed; ask before that");
    }
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
    blocks.forEach(Block::close);
    blocks.clear();
  }
}
