package org.hillock.bench;

import java.util.ArrayList;
import java.util.List;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.memory.Memory;

/** The tensors of one row, on the engine's own memory, and what uses them; closed together. */
final class Tensors implements AutoCloseable {

  private final Memory memory = Memory.open();
  private final List<Runnable> users = new ArrayList<>();
  private int seed;

  /** Zeros. */
  Tensor zeros(int... dims) {
    var shape = Shape.of(dims);
    return memory.allocate(shape.size() * Float.BYTES, "a benchmark").tensor(0, shape);
  }

  /** Numbers in [-1, 1), others in each tensor. */
  Tensor dense(int... dims) {
    return Hash.uniform(zeros(dims), ++seed, -1, 1);
  }

  /** Spikes of this density, others in each tensor. */
  Tensor spikes(double density, int... dims) {
    return Hash.spikes(zeros(dims), ++seed, density);
  }

  /** Says how to close what uses the tensors; the last one is closed first. */
  void onClose(Runnable close) {
    users.addFirst(close);
  }

  @Override
  public void close() {
    users.forEach(Runnable::run);
    memory.close();
  }
}
