package org.hillock.engine.network;

import java.util.List;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.Windows;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Shape;

/**
 * The sum of each window in each channel, times a factor: a depthwise convolution with fixed
 * weights.
 */
record SumPool(String name, Windows windows, float factor) implements LinearInInputs {

  @Override
  public Shape shape(List<Shape> inputs) {
    return Shape.of(windows.outHeight(), windows.outWidth(), windows.channels());
  }

  @Override
  public Kernel prepare(Preparation at) {
    return new PoolKernel(at);
  }

  private final class PoolKernel implements Kernel {

    private final Convolution convolution =
        new Convolution(windows, windows.channels(), windows.channels());
    private final Device device;
    private final Buffer weight;
    private final Ends ends;

    PoolKernel(Preparation at) {
      device = at.device();
      weight = at.scratch(Shape.of(windows.taps(), windows.channels()));
      ends = Ends.of(at);
    }

    private void fillWeight() {
      weight.tensor().fill(factor);
    }

    @Override
    public void forward() {
      fillWeight();
      device.convolve(convolution, ends.x().tensor(), weight.tensor(), ends.y().tensor(), false);
    }

    @Override
    public void backward() {
      fillWeight();
      device.convolveInputGradient(
          convolution, ends.dy().tensor(), weight.tensor(), ends.dx().tensor());
    }
  }
}
