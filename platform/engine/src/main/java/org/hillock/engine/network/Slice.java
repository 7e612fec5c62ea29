package org.hillock.engine.network;

import java.util.List;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Shape;

/** Some columns of the last axis. */
record Slice(Columns columns) implements Operation {

  @Override
  public String name() {
    return "slice";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Columns.replaceLast(inputs.getFirst(), columns.count());
  }

  @Override
  public boolean backwardReadsInput(int input) {
    return false;
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public Kernel prepare(Preparation at) {
    return new SliceKernel(at, columns);
  }

  private static final class SliceKernel implements Kernel {

    private final Columns part;
    private final Columns whole;
    private final Buffer x;
    private final Buffer y;
    private final Buffer dy;
    private final Buffer dx;

    SliceKernel(Preparation at, Columns part) {
      this.part = part;
      whole = new Columns(part.count(), 0, part.count());
      x = at.input(0);
      y = at.output();
      dy = at.outputGradient();
      dx = at.inputGradient(0);
    }

    @Override
    public void forward() {
      part.copy(x.tensor(), whole, y.tensor());
    }

    @Override
    public void backward() {
      dx.tensor().fill(0);
      whole.copy(dy.tensor(), part, dx.tensor());
    }
  }
}
