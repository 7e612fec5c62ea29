package org.hillock.engine.reference;

import java.util.List;
import org.hillock.api.backend.Pass.Space;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.backend.ScanKernel.Extent;
import org.hillock.api.random.CellRandom;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.reference.Tape.Move;

/** One call of a pass: its tensors, its states, its registers. */
final class ScanCall {

  private final Tape tape;
  private final Move[] rowLoads;
  private final Move[] loadsBefore;
  private final Move[] stateLoads;
  private final Move[] parameterLoads;
  private final Move[] rowStores;
  private final Move[] enteredStores;
  private final Move[] stateStores;
  private final Move[] gradients;
  private final Extent extent;
  private final int steps;
  private final int neurons;
  private final List<Tensor> rows;
  private final List<Tensor> parameters;
  private final float[][] states;
  private final float[] registers;

  /**
   * A call about to begin.
   *
   * @param initial the value of each state before the first step, unless carried in
   */
  ScanCall(
      Tape tape,
      Extent extent,
      List<Tensor> rows,
      List<Tensor> parameters,
      Carry carry,
      float[] initial) {
    this(tape, extent, rows, parameters, begin(extent, carry, initial));
  }

  private static float[][] begin(Extent extent, Carry carry, float[] initial) {
    var states = new float[initial.length][Math.toIntExact(extent.neurons())];
    for (int s = 0; s < states.length; s++) {
      for (int i = 0; i < states[s].length; i++) {
        states[s][i] = carry.initial().isEmpty() ? initial[s] : carry.initial().get(s).get(i);
      }
    }
    return states;
  }

  private ScanCall(
      Tape tape, Extent extent, List<Tensor> rows, List<Tensor> parameters, float[][] states) {
    this.tape = tape;
    rowLoads = tape.loads(Space.ROW);
    loadsBefore = tape.loads(Space.ROW_BEFORE);
    stateLoads = tape.loads(Space.STATE);
    parameterLoads = tape.loads(Space.PARAMETER);
    rowStores = tape.rowStores();
    enteredStores = tape.enteredStores();
    stateStores = tape.stores(Space.STATE);
    gradients = tape.stores(Space.PARAMETER_GRADIENT);
    this.extent = extent;
    this.steps = extent.steps();
    this.neurons = Math.toIntExact(extent.neurons());
    this.rows = rows;
    this.parameters = parameters;
    this.registers = tape.registers();
    this.states = states;
  }

  /** The same call with another tape, on the same states. */
  ScanCall with(Tape other) {
    return new ScanCall(other, extent, rows, parameters, states);
  }

  void forward() {
    for (int t = 0; t < steps; t++) {
      for (int i = 0; i < neurons; i++) {
        step(t, i);
      }
    }
  }

  /**
   * Backward through time.
   *
   * @param first takes the first step
   * @param sums of each parameter's gradient, added to
   */
  void backward(ScanCall first, double[][] sums) {
    for (int t = steps - 1; t >= 0; t--) {
      var call = t == 0 ? first : this;
      for (int i = 0; i < neurons; i++) {
        call.step(t, i);
        call.add(i, sums);
      }
    }
  }

  private void add(int i, double[][] sums) {
    for (Move to : gradients) {
      var sum = sums[to.index()];
      sum[i % sum.length] += registers[to.register()];
    }
  }

  void leaveStates(Carry carry) {
    for (int s = 0; s < carry.last().size(); s++) {
      carry.last().get(s).copyFrom(states[s]);
    }
  }

  /** All values are computed before any is stored: a next state is not seen by another one. */
  private void step(int t, int i) {
    long at = (long) t * neurons + i;
    for (Move from : rowLoads) {
      registers[from.register()] = rows.get(from.index()).get(at);
    }
    for (Move from : loadsBefore) {
      registers[from.register()] = rows.get(from.index()).get(at - neurons);
    }
    for (Move from : stateLoads) {
      registers[from.register()] = states[from.index()][i];
    }
    for (Move from : parameterLoads) {
      var parameter = parameters.get(from.index());
      registers[from.register()] = parameter.get(i % parameter.size());
    }
    for (Move draw : tape.draws()) {
      long key = CellRandom.key(extent.seed(), extent.time() + t, draw.index());
      registers[draw.register()] = CellRandom.uniform(key, i);
    }
    tape.execute(registers);
    for (Move to : rowStores) {
      rows.get(to.index()).set(at, registers[to.register()]);
    }
    for (int k = 0; t == 0 && k < enteredStores.length; k++) {
      Move to = enteredStores[k];
      rows.get(to.index()).set(i, registers[to.register()]);
    }
    for (Move to : stateStores) {
      states[to.index()][i] = registers[to.register()];
    }
  }
}
