package org.hillock.engine.network;

import java.util.List;
import java.util.Optional;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/** Convolution of images. Inputs: x, weight, and perhaps bias; their shapes fit. */
record Conv2d(ScanProgram bias, Convolution convolution, boolean isRelieved) implements Biased {

  Conv2d(ScanProgram bias, Convolution convolution) {
    this(bias, convolution, false);
  }

  @Override
  public Conv2d relieved() {
    return new Conv2d(bias, convolution, true);
  }

  @Override
  public String name() {
    return "conv2d";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    var windows = convolution.windows();
    return Shape.of(windows.outHeight(), windows.outWidth(), convolution.out());
  }

  /** Taps in the padding count: a multiplier array would not skip them. */
  @Override
  public long macs(List<Shape> inputs) {
    return convolution.weights() * convolution.windows().count();
  }

  @Override
  public void fanOut(List<Shape> inputs, Optional<Tensor> values, Tensor fanOut) {
    FanOut.convolution(convolution, values, fanOut);
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public Kernel prepare(Preparation at) {
    return new ConvolutionKernel(at);
  }

  private final class ConvolutionKernel implements Kernel {

    private final Device device;
    private final Buffer x;
    private final Buffer weight;
    private final Buffer dy;
    private final Optional<Buffer> dx;
    private final Optional<Buffer> dw;
    private final Optional<Bias> addend;
    private final Still still;

    ConvolutionKernel(Preparation at) {
      device = at.device();
      x = at.input(0);
      weight = at.input(1);
      dy = at.outputGradient();
      dx = StepPreparation.wantedGradient(at, 0);
      dw = StepPreparation.wantedGradient(at, 1);
      addend =
          Bias.of(
              at, bias, convolution.windows().count() * at.steps() * at.batch(), convolution.out());
      still = new Still(at, this::convolve);
    }

    @Override
    public void forward() {
      still.forward();
    }

    private void convolve(Tensor x, Tensor y, boolean first) {
      if (addend.isPresent()) {
        device.convolve(convolution, x, weight.tensor(), addend.get().tensor(), y);
      } else {
        device.convolve(convolution, x, weight.tensor(), y, false);
      }
    }

    @Override
    public void backward() {
      if (dw.isPresent()) {
        device.convolveWeightGradient(convolution, x.tensor(), dy.tensor(), dw.get().tensor());
      }
      if (dx.isPresent()) {
        device.convolveInputGradient(convolution, dy.tensor(), weight.tensor(), dx.get().tensor());
      }
      if (addend.isPresent()) {
        addend.get().backward();
      }
    }
  }
}
