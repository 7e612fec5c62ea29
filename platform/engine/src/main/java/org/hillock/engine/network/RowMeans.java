package org.hillock.engine.network;

import java.util.List;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Preparation;
import org.hillock.api.tensor.Shape;

/** Replaces every feature by the mean of its last axis. Its own adjoint. */
record RowMeans(Shape features) implements LinearInInputs {

  @Override
  public String name() {
    return "row-means";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return features;
  }

  @Override
  public Kernel prepare(Preparation at) {
    return new MeansKernel(at, features.dim(-1));
  }

  private static final class MeansKernel implements Kernel {

    private final Device device;
    private final int columns;
    private final Ends ends;

    MeansKernel(Preparation at, int columns) {
      device = at.device();
      this.columns = columns;
      ends = Ends.of(at);
    }

    @Override
    public void forward() {
      device.rowMeans(ends.x().tensor(), columns, ends.y().tensor());
    }

    @Override
    public void backward() {
      device.rowMeans(ends.dy().tensor(), columns, ends.dx().tensor());
    }
  }
}
