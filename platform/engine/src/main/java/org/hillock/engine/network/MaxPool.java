package org.hillock.engine.network;

import java.util.List;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.Windows;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.tensor.Shape;

/** The largest element of each window in each channel. */
record MaxPool(Windows windows) implements Operation {

  @Override
  public String name() {
    return "max-pool";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Shape.of(windows.outHeight(), windows.outWidth(), windows.channels());
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public Kernel prepare(Preparation at) {
    return new PoolKernel(at.device(), windows, at);
  }

  private static final class PoolKernel implements Kernel {

    private final Device device;
    private final Windows windows;
    private final Ends ends;

    PoolKernel(Device device, Windows windows, Preparation at) {
      this.device = device;
      this.windows = windows;
      ends = Ends.of(at);
    }

    @Override
    public void forward() {
      device.maxPool(windows, ends.x().tensor(), ends.y().tensor());
    }

    @Override
    public void backward() {
      device.maxPoolGradient(windows, ends.x().tensor(), ends.dy().tensor(), ends.dx().tensor());
    }
  }
}
