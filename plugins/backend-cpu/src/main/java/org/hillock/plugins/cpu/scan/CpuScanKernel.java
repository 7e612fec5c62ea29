package org.hillock.plugins.cpu.scan;

import java.util.List;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.tensor.Tensor;

/** A compiled program. */
final class CpuScanKernel implements ScanKernel {

  private final ScanUnit unit;
  private final ScanProgram program;
  private final Layout layout;
  private final CompiledPass training;
  private final CompiledPass inference;
  private final CompiledPass backward;
  private final CompiledPass backwardFirst;

  CpuScanKernel(ScanUnit unit, ScanProgram program) {
    this.unit = unit;
    this.program = program;
    layout = Layout.of(program);
    training = CompiledPass.of(program.name(), program.training(), layout, unit.kernels());
    inference = CompiledPass.of(program.name(), program.inference(), layout, unit.kernels());
    backward = CompiledPass.of(program.name(), program.backward(), layout, unit.kernels());
    backwardFirst =
        program.backwardFirst().equals(program.backward())
            ? backward
            : CompiledPass.of(program.name(), program.backwardFirst(), layout, unit.kernels());
  }

  @Override
  public void train(Extent extent, List<Tensor> rows, List<Tensor> parameters, Carry states) {
    forward(training, extent, rows, parameters, states);
  }

  @Override
  public void infer(Extent extent, List<Tensor> rows, List<Tensor> parameters, Carry states) {
    forward(inference, extent, rows, parameters, states);
  }

  private void forward(
      CompiledPass pass, Extent extent, List<Tensor> rows, List<Tensor> parameters, Carry states) {
    new Arguments(program, pass.pass(), extent).check(rows, parameters, states);
    new ScanCall(unit, program, layout, pass, pass, extent, rows, parameters, states, false).run();
  }

  @Override
  public void backward(
      Extent extent,
      List<Tensor> rows,
      List<Tensor> parameters,
      List<Tensor> gradients,
      boolean accumulate,
      Carry stateGradients) {
    var arguments = new Arguments(program, backward.pass(), extent);
    arguments.check(rows, parameters, stateGradients);
    arguments.checkGradients(parameters, gradients);
    var call =
        new ScanCall(
            unit,
            program,
            layout,
            backward,
            backwardFirst,
            extent,
            rows,
            parameters,
            stateGradients,
            true);
    call.run();
    call.gradients(gradients, accumulate);
  }

  @Override
  public String explain() {
    return program.name()
        + "\n"
        + Explanation.of("training", program, training)
        + Explanation.of("inference", program, inference)
        + Explanation.of("backward", program, backward)
        + (backwardFirst == backward
            ? ""
            : Explanation.of("backward, first step of a call", program, backwardFirst));
  }

  @Override
  public void close() {
    // Kernels may serve other programs: they go with the device.
  }
}
