package org.example.toychip;

import java.util.List;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.tensor.Tensor;

/** A program, interpreted: time outside, neurons inside. */
final class ChipScan implements ScanKernel {

  private final ScanProgram program;
  private final Interpreter training;
  private final Interpreter inference;
  private final Interpreter backward;
  private final Interpreter backwardFirst;

  ChipScan(ScanProgram program) {
    this.program = program;
    training = new Interpreter(program.training());
    inference = new Interpreter(program.inference());
    backward = new Interpreter(program.backward());
    backwardFirst = new Interpreter(program.backwardFirst());
  }

  /** States before the first step; in the backward pass, their gradients after the last. */
  private float[][] begin(Extent extent, Carry carry, boolean gradients) {
    var states = new float[program.states().size()][(int) extent.neurons()];
    for (int s = 0; s < states.length; s++) {
      float initial = gradients ? 0 : (float) program.states().get(s).initial();
      for (int i = 0; i < states[s].length; i++) {
        states[s][i] = carry.initial().isEmpty() ? initial : carry.initial().get(s).get(i);
      }
    }
    return states;
  }

  private static void end(float[][] states, Carry carry) {
    for (int s = 0; s < carry.last().size(); s++) {
      carry.last().get(s).copyFrom(states[s]);
    }
  }

  private void forward(
      Interpreter pass, Extent extent, List<Tensor> rows, List<Tensor> parameters, Carry carry) {
    var states = begin(extent, carry, false);
    for (int t = 0; t < extent.steps(); t++) {
      for (int i = 0; i < extent.neurons(); i++) {
        pass.step(extent, t, i, rows, parameters, states, new double[0][]);
      }
    }
    end(states, carry);
  }

  @Override
  public void train(Extent extent, List<Tensor> rows, List<Tensor> parameters, Carry states) {
    forward(training, extent, rows, parameters, states);
  }

  @Override
  public void infer(Extent extent, List<Tensor> rows, List<Tensor> parameters, Carry states) {
    forward(inference, extent, rows, parameters, states);
  }

  @Override
  public void backward(
      Extent extent,
      List<Tensor> rows,
      List<Tensor> parameters,
      List<Tensor> gradients,
      boolean accumulate,
      Carry stateGradients) {
    var sums = new double[parameters.size()][];
    for (int p = 0; p < sums.length; p++) {
      sums[p] = new double[(int) parameters.get(p).size()];
    }
    var states = begin(extent, stateGradients, true);
    for (int t = extent.steps() - 1; t >= 0; t--) {
      var pass = t == 0 ? backwardFirst : backward;
      for (int i = 0; i < extent.neurons(); i++) {
        pass.step(extent, t, i, rows, parameters, states, sums);
      }
    }
    end(states, stateGradients);
    for (int p = 0; p < sums.length; p++) {
      if (program.parameters().get(p).learnable()) {
        var gradient = gradients.get(p);
        for (int i = 0; i < sums[p].length; i++) {
          gradient.set(i, (float) (sums[p][i] + (accumulate ? gradient.get(i) : 0)));
        }
      }
    }
  }

  @Override
  public String explain() {
    return program.name() + ", interpreted: " + stores(program.inference());
  }

  private static String stores(Pass pass) {
    return pass.stores().size() + " results of " + pass.nodes().size() + " operations a step\n";
  }

  @Override
  public void close() {}
}
