package org.hillock.engine.network;

import java.util.List;
import java.util.Optional;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.backend.ScanKernel.Extent;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.network.Preparation;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.equations.ScanCompiler;

/** The bias of synapses: their third input, if there is one. */
final class Bias {

  private static final int INPUT = 2;

  private final ScanKernel kernel;
  private final Extent extent;
  private final Extent firstExtent;
  private final List<Tensor> outputs;
  private final List<Tensor> firstOutputs;
  private final List<Tensor> outputGradients;
  private final List<Tensor> parameters;
  private final List<Tensor> gradients;

  private Bias(Preparation at, ScanProgram program, long rows, int out) {
    kernel = StepPreparation.compiled(at, program);
    extent = Elementwise.of(rows, out);
    firstExtent = Elementwise.of(rows / at.steps(), out);
    outputs = new TensorList(List.of(at.output()));
    firstOutputs = new StepViews.Rows(List.of(new StepViews(at.output())));
    outputGradients = new TensorList(List.of(at.outputGradient()));
    parameters = new TensorList(List.of(at.input(INPUT)));
    gradients =
        at.needsGradient(INPUT) ? new TensorList(List.of(at.inputGradient(INPUT))) : List.of();
  }

  /** Copies the bias to every row; backward, sums the rows' gradients. */
  static ScanProgram program() {
    var eq = new Equations();
    eq.emit(eq.parameter(ParameterSpec.learnable("bias", ParameterSpec.Sharing.FEATURE, 0)));
    return ScanCompiler.program("bias", eq);
  }

  /**
   * The bias of a step.
   *
   * @param rows of the output, over time and batch
   * @param out elements in a row, as many as the bias has
   */
  static Optional<Bias> of(Preparation at, ScanProgram program, long rows, int out) {
    return StepPreparation.inputs(at) > INPUT
        ? Optional.of(new Bias(at, program, rows, out))
        : Optional.empty();
  }

  /** One value for each element of the last axis. */
  Tensor tensor() {
    return parameters.getFirst();
  }

  /**
   * Overwrites the output with the bias, for the synapses to add to.
   *
   * @param first at the first time step alone
   */
  void forward(boolean first) {
    kernel.infer(
        first ? firstExtent : extent, first ? firstOutputs : outputs, parameters, Carry.NONE);
  }

  void backward() {
    if (!gradients.isEmpty()) {
      kernel.backward(extent, outputGradients, parameters, gradients, false, Carry.NONE);
    }
  }
}
