package org.hillock.engine.network;

import java.util.List;
import java.util.Optional;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * The adjoint of a convolution in its input: takes what it gives, gives what it takes. Inputs: x,
 * weight.
 */
record TransposedConv2d(Convolution of) implements Operation {

  @Override
  public String name() {
    return "transposed-conv2d";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    var windows = of.windows();
    var taken = Shape.of(windows.outHeight(), windows.outWidth(), of.out());
    if (!inputs.getFirst().equals(taken)) {
      throw Errors.mismatch(
          "takes images %s, what the convolution leaves that is transposed; got %s",
          taken, inputs.getFirst());
    }
    var weight =
        Shape.of(windows.rows().size(), windows.columns().size(), of.groupChannels(), of.out());
    if (!inputs.get(1).equals(weight)) {
      throw Errors.mismatch("takes a weight of shape %s, got %s", weight, inputs.get(1));
    }
    return Shape.of(windows.height(), windows.width(), windows.channels());
  }

  /** Taps in the padding count: a multiplier array would not skip them. */
  @Override
  public long macs(List<Shape> inputs) {
    return of.weights() * of.windows().count();
  }

  @Override
  public void fanOut(List<Shape> inputs, Optional<Tensor> values, Tensor fanOut) {
    FanOut.transposed(of, values, fanOut);
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public Kernel prepare(Preparation at) {
    return new TransposedKernel(at, of);
  }

  private static final class TransposedKernel implements Kernel {

    private final Device device;
    private final Convolution of;
    private final Buffer x;
    private final Buffer weight;
    private final Buffer y;
    private final Buffer dy;
    private final Optional<Buffer> dx;
    private final Optional<Buffer> dw;

    TransposedKernel(Preparation at, Convolution of) {
      device = at.device();
      this.of = of;
      x = at.input(0);
      weight = at.input(1);
      y = at.output();
      dy = at.outputGradient();
      dx = StepPreparation.wantedGradient(at, 0);
      dw = StepPreparation.wantedGradient(at, 1);
    }

    @Override
    public void forward() {
      device.convolveInputGradient(of, x.tensor(), weight.tensor(), y.tensor());
    }

    @Override
    public void backward() {
      if (dx.isPresent()) {
        device.convolve(of, dy.tensor(), weight.tensor(), dx.get().tensor(), false);
      }
      if (dw.isPresent()) {
        device.convolveWeightGradient(of, dy.tensor(), x.tensor(), dw.get().tensor());
      }
    }
  }
}
