package org.hillock.engine.reference;

import java.util.List;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.tensor.Tensor;

/** Runs a program's passes by interpreting them, time outside, neurons inside. */
final class ReferenceScan implements ScanKernel {

  private final ScanProgram program;
  private final Tape training;
  private final Tape inference;
  private final Tape backward;
  private final Tape backwardFirst;
  private final float[] initial;

  ReferenceScan(ScanProgram program) {
    this.program = program;
    training = Tape.of(program.name(), program.training());
    inference = Tape.of(program.name(), program.inference());
    backward = Tape.of(program.name(), program.backward());
    backwardFirst = Tape.of(program.name(), program.backwardFirst());
    initial = new float[program.states().size()];
    for (int s = 0; s < initial.length; s++) {
      initial[s] = (float) program.states().get(s).initial();
    }
  }

  @Override
  public void train(Extent extent, List<Tensor> rows, List<Tensor> parameters, Carry states) {
    new ScanArguments(program, extent).check(program.training(), rows, parameters, states);
    forward(training, extent, rows, parameters, states);
  }

  @Override
  public void infer(Extent extent, List<Tensor> rows, List<Tensor> parameters, Carry states) {
    new ScanArguments(program, extent).check(program.inference(), rows, parameters, states);
    forward(inference, extent, rows, parameters, states);
  }

  private void forward(
      Tape tape, Extent extent, List<Tensor> rows, List<Tensor> parameters, Carry states) {
    var call = new ScanCall(tape, extent, rows, parameters, states, initial);
    call.forward();
    call.leaveStates(states);
  }

  @Override
  public void backward(
      Extent extent,
      List<Tensor> rows,
      List<Tensor> parameters,
      List<Tensor> gradients,
      boolean accumulate,
      Carry stateGradients) {
    var arguments = new ScanArguments(program, extent);
    arguments.check(program.backward(), rows, parameters, stateGradients);
    arguments.checkGradients(parameters, gradients);
    var sums = new double[parameters.size()][];
    for (int p = 0; p < sums.length; p++) {
      sums[p] = new double[Math.toIntExact(parameters.get(p).size())];
      if (accumulate && program.parameters().get(p).learnable()) {
        for (int i = 0; i < sums[p].length; i++) {
          sums[p][i] = gradients.get(p).get(i);
        }
      }
    }
    var call =
        new ScanCall(backward, extent, rows, parameters, stateGradients, new float[initial.length]);
    call.backward(call.with(backwardFirst), sums);
    call.leaveStates(stateGradients);
    for (int p = 0; p < sums.length; p++) {
      if (program.parameters().get(p).learnable()) {
        for (int i = 0; i < sums[p].length; i++) {
          gradients.get(p).set(i, (float) sums[p][i]);
        }
      }
    }
  }

  @Override
  public String explain() {
    var text =
        "%s, interpreted%nforward, training:%n%sforward, inference:%n%sbackward:%n%s"
            .formatted(
                program.name(),
                PassText.of(program.training()),
                PassText.of(program.inference()),
                PassText.of(program.backward()));
    return program.backwardFirst().equals(program.backward())
        ? text
        : text + "backward, first step:%n%s".formatted(PassText.of(program.backwardFirst()));
  }

  /** Holds nothing. */
  @Override
  public void close() {}
}
