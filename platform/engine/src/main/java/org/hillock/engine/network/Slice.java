package org.hillock.engine.network;

import java.util.List;
import org.hillock.api.network.Preparation;
import org.hillock.api.tensor.Shape;

/** Some columns of the last axis. */
record Slice(Columns columns) implements LinearInInputs {

  @Override
  public String name() {
    return "slice";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Columns.replaceLast(inputs.getFirst(), columns.count());
  }

  @Override
  public Kernel prepare(Preparation at) {
    return new SliceKernel(at, columns);
  }

  private static final class SliceKernel implements Kernel {

    private final Columns part;
    private final Columns whole;
    private final Ends ends;

    SliceKernel(Preparation at, Columns part) {
      this.part = part;
      whole = new Columns(part.count(), 0, part.count());
      ends = Ends.of(at);
    }

    @Override
    public void forward() {
      part.copy(ends.x().tensor(), whole, ends.y().tensor());
    }

    @Override
    public void backward() {
      ends.dx().tensor().fill(0);
      whole.copy(ends.dy().tensor(), part, ends.dx().tensor());
    }
  }
}
