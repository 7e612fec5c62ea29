package org.hillock.engine.network;

import java.util.List;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Shape;

/** Replaces every feature by the mean of its last axis. Its own adjoint. */
record RowMeans(Shape features) implements Operation {

  @Override
  public String name() {
    return "row-means";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return features;
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
    return new MeansKernel(at, features.dim(-1));
  }

  private static final class MeansKernel implements Kernel {

    private final Device device;
    private final int columns;
    private final Buffer x;
    private final Buffer y;
    private final Buffer dy;
    private final Buffer dx;

    MeansKernel(Preparation at, int columns) {
      device = at.device();
      this.columns = columns;
      x = at.input(0);
      y = at.output();
      dy = at.outputGradient();
      dx = at.inputGradient(0);
    }

    @Override
    public void forward() {
      device.rowMeans(x.tensor(), columns, y.tensor());
    }

    @Override
    public void backward() {
      device.rowMeans(dy.tensor(), columns, dx.tensor());
    }
  }
}
