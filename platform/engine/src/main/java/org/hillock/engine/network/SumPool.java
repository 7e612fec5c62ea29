package org.hillock.engine.network;

import java.util.List;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.Windows;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Shape;

/**
 * The sum of each window in each channel, times a factor: a depthwise convolution with fixed
 * weights.
 */
record SumPool(String name, Windows windows, float factor) implements Operation {

  @Override
  public Shape shape(List<Shape> inputs) {
    return Shape.of(windows.outHeight(), windows.outWidth(), windows.channels());
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
    return new PoolKernel(at);
  }

  private final class PoolKernel implements Kernel {

    private final Convolution convolution =
        new Convolution(windows, windows.channels(), windows.channels());
    private final Device device;
    private final Buffer weight;
    private final Buffer x;
    private final Buffer y;
    private final Buffer dy;
    private final Buffer dx;

    PoolKernel(Preparation at) {
      device = at.device();
      weight = at.scratch(Shape.of(windows.taps(), windows.channels()));
      x = at.input(0);
      y = at.output();
      dy = at.outputGradient();
      dx = at.inputGradient(0);
    }

    private void fillWeight() {
      weight.tensor().fill(factor);
    }

    @Override
    public void forward() {
      fillWeight();
      device.convolve(convolution, x.tensor(), weight.tensor(), y.tensor(), false);
    }

    @Override
    public void backward() {
      fillWeight();
      device.convolveInputGradient(convolution, dy.tensor(), weight.tensor(), dx.tensor());
    }
  }
}
