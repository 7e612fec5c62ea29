package org.hillock.engine.network;

import java.util.List;
import java.util.Optional;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * {@code y = x·weight + bias} on the last axis. Inputs: x, weight, and perhaps bias.
 *
 * @param bias {@link Bias#program()}
 * @param features those of x
 * @param weight {@code [in][out]}
 */
record Linear(ScanProgram bias, Shape features, Shape weight, boolean isRelieved)
    implements Biased {

  Linear(ScanProgram bias, Shape features, Shape weight) {
    this(bias, features, weight, false);
  }

  @Override
  public Linear relieved() {
    return new Linear(bias, features, weight, true);
  }

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    if (weight.rank() != 2) {
      throw Errors.mismatch("a linear map takes a weight of shape [in][out], got %s", weight);
    }
    if (features.rank() == 0 || features.dim(-1) != weight.dim(0)) {
      throw Errors.mismatch(
          "takes %d features on the last axis, got %s; flatten the input or change the layer's"
              + " size",
          weight.dim(0), features);
    }
    if (inputs.size() == 3 && !inputs.get(2).equals(Shape.of(weight.dim(1)))) {
      throw Errors.mismatch("takes a bias of shape %d, got %s", weight.dim(1), inputs.get(2));
    }
    var dims = features.dims();
    dims[dims.length - 1] = weight.dim(1);
    return Shape.of(dims);
  }

  @Override
  public long macs(List<Shape> inputs) {
    return features.size() * weight.dim(1);
  }

  @Override
  public void fanOut(List<Shape> inputs, Optional<Tensor> values, Tensor fanOut) {
    FanOut.linear(weight.dim(0), weight.dim(1), values, fanOut);
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public Kernel prepare(Preparation at) {
    return new LinearKernel(at);
  }

  private final class LinearKernel implements Kernel {

    private final Device device;
    private final int rows;
    private final int in = weight.dim(0);
    private final int out = weight.dim(1);
    private final Buffer x;
    private final Buffer w;
    private final Buffer dy;
    private final Optional<Buffer> dx;
    private final Optional<Buffer> dw;
    private final Optional<Bias> addend;
    private final Still still;

    LinearKernel(Preparation at) {
      device = at.device();
      rows = Math.toIntExact(at.steps() * (at.batch() * features.size() / in));
      x = at.input(0);
      w = at.input(1);
      dy = at.outputGradient();
      dx = StepPreparation.wantedGradient(at, 0);
      dw = StepPreparation.wantedGradient(at, 1);
      addend = Bias.of(at, bias, rows, out);
      still = new Still(at, this::multiply);
    }

    @Override
    public void forward() {
      still.forward();
    }

    private void multiply(Tensor x, Tensor y, boolean first) {
      boolean biased = addend.isPresent();
      if (biased) {
        addend.get().forward(first);
      }
      int rows = Math.toIntExact(x.size() / in);
      device.gemm(false, false, rows, out, in, x, w.tensor(), y, biased);
    }

    @Override
    public void backward() {
      if (dw.isPresent()) {
        var gradient = dw.get().tensor();
        device.gemm(true, false, in, out, rows, x.tensor(), dy.tensor(), gradient, false);
      }
      if (dx.isPresent()) {
        var gradient = dx.get().tensor();
        device.gemm(false, true, rows, in, out, dy.tensor(), w.tensor(), gradient, false);
      }
      if (addend.isPresent()) {
        addend.get().backward();
      }
    }
  }
}
