package org.hillock.engine.network;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Function;
import org.hillock.api.backend.Pass;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Tensor;

/** The tensors behind some buffers, looked up when asked for. */
final class TensorList extends AbstractList<Tensor> implements RandomAccess {

  private final Buffer[] buffers;

  TensorList(List<Buffer> buffers) {
    this.buffers = buffers.toArray(Buffer[]::new);
  }

  /** The rows of a pass, in its order. */
  static TensorList rows(Pass pass, Function<Pass.Row, Buffer> buffers) {
    return new TensorList(pass.rows().stream().map(buffers).toList());
  }

  @Override
  public Tensor get(int index) {
    return buffers[index].tensor();
  }

  @Override
  public int size() {
    return buffers.length;
  }
}
