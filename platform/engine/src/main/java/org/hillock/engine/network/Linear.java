package org.hillock.engine.network;

import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.backend.ScanKernel.Extent;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.equations.ScanCompiler;

/**
 * {@code y = x·weight + bias} on the last axis. Inputs: x, weight, and perhaps bias.
 *
 * @param bias copies the bias to every row; backward, sums the rows' gradients
 * @param features those of x
 * @param weight {@code [in][out]}
 */
record Linear(ScanProgram bias, Shape features, Shape weight) implements Operation {

  static ScanProgram biasProgram() {
    var eq = new Equations();
    eq.emit(eq.parameter(ParameterSpec.learnable("bias", ParameterSpec.Sharing.FEATURE, 0)));
    return ScanCompiler.program("bias", eq);
  }

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    if (weight.rank() != 2) {
      throw mismatch("a linear map takes a weight of shape [in][out], got %s", weight);
    }
    if (features.rank() == 0 || features.dim(-1) != weight.dim(0)) {
      throw mismatch(
          "takes %d features on the last axis, got %s; flatten the input or change the layer's size",
          weight.dim(0), features);
    }
    if (inputs.size() == 3 && !inputs.get(2).equals(Shape.of(weight.dim(1)))) {
      throw mismatch("takes a bias of shape %d, got %s", weight.dim(1), inputs.get(2));
    }
    var dims = features.dims();
    dims[dims.length - 1] = weight.dim(1);
    return Shape.of(dims);
  }

  private static HillockException mismatch(String message, Object... arguments) {
    return new HillockException(ErrorCode.SHAPE_MISMATCH, message.formatted(arguments));
  }

  @Override
  public long macs(List<Shape> inputs) {
    return features.size() * weight.dim(1);
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
    private final Preparation at;
    private final Buffer x;
    private final Buffer w;
    private final Buffer y;
    private final boolean biased;
    private final ScanKernel addend;
    private final Extent extent;
    private final List<Tensor> outputs;
    private final List<Tensor> outputGradients;
    private final List<Tensor> parameters;
    private final List<Tensor> gradients;

    LinearKernel(Preparation at) {
      this.at = at;
      device = at.device();
      rows = Math.toIntExact(at.steps() * (at.batch() * features.size() / in));
      x = at.input(0);
      w = at.input(1);
      y = at.output();
      biased = StepPreparation.inputs(at) == 3;
      addend = StepPreparation.compiled(at, bias);
      extent = new Extent(1, (long) rows * out);
      outputs = new TensorList(List.of(y));
      parameters = biased ? new TensorList(List.of(at.input(2))) : List.of();
      boolean learns = biased && at.training() && at.needsGradient(2);
      gradients = learns ? new TensorList(List.of(at.inputGradient(2))) : List.of();
      outputGradients = learns ? new TensorList(List.of(at.outputGradient())) : List.of();
    }

    @Override
    public void forward() {
      if (biased) {
        addend.infer(extent, outputs, parameters, Carry.NONE);
      }
      device.gemm(false, false, rows, out, in, x.tensor(), w.tensor(), y.tensor(), biased);
    }

    @Override
    public void backward() {
      var dy = at.outputGradient().tensor();
      if (at.needsGradient(1)) {
        var dw = at.inputGradient(1).tensor();
        device.gemm(true, false, in, out, rows, x.tensor(), dy, dw, false);
      }
      if (at.needsGradient(0)) {
        var dx = at.inputGradient(0).tensor();
        device.gemm(false, true, rows, in, out, dy, w.tensor(), dx, false);
      }
      if (!gradients.isEmpty()) {
        addend.backward(extent, outputGradients, parameters, gradients, false, Carry.NONE);
      }
    }
  }
}
