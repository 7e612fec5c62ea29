package org.hillock.testkit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.backend.ScanKernel.Extent;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.tensor.Tensor;

/** The tensors of one program at one size, and its passes over them. */
public final class ScanTensors {

  private final Function<int[], Tensor> allocator;
  private final ScanProgram program;
  private final int steps;
  private final int neurons;
  private final Map<Role, List<Tensor>> rows = new EnumMap<>(Role.class);
  private final List<Tensor> parameters = new ArrayList<>();
  private final List<Tensor> gradients = new ArrayList<>();
  private final List<Tensor> states = new ArrayList<>();

  /**
   * Tensors of random values, always the same.
   *
   * @param features how many values a parameter shared by feature has; divides {@code neurons}
   */
  public ScanTensors(ScanProgram program, int steps, int neurons, int features) {
    this(program, steps, neurons, features, Tensors::zeros);
  }

  /**
   * {@link #ScanTensors(ScanProgram, int, int, int)} in memory of one's own.
   *
   * @param allocator of the tensors over time
   */
  public ScanTensors(
      ScanProgram program,
      int steps,
      int neurons,
      int features,
      Function<int[], Tensor> allocator) {
    this.allocator = allocator;
    this.program = program;
    this.steps = steps;
    this.neurons = neurons;
    add(Role.INPUT, program.inputs(), 10, -0.3, 1.2);
    add(Role.OUTPUT, program.outputs(), 20, 7, 8);
    add(Role.KEPT, program.kept(), 30, 7, 8);
    add(Role.ENTERED, program.states().size(), 35, 7, 8);
    add(Role.OUTPUT_GRADIENT, program.outputs(), 40, -1, 1);
    add(Role.INPUT_GRADIENT, program.inputs(), 50, 7, 8);
    int seed = 60;
    for (var p : program.parameters()) {
      int size = p.sharing() == Sharing.SCALAR ? 1 : features;
      parameters.add(Tensors.random(seed++, p.initial() * 0.9, p.initial() * 1.1, size));
      gradients.add(Tensors.random(seed++, 7, 8, size));
    }
    for (int i = 0; i < program.states().size(); i++) {
      states.add(Tensors.zeros(neurons));
    }
  }

  /** What the tensors are of. */
  public ScanProgram program() {
    return program;
  }

  /** Time steps T. */
  public int steps() {
    return steps;
  }

  /** The tensors over time, {@code [T][n]}, by what they hold; entered states where calls begin. */
  public Map<Role, List<Tensor>> rows() {
    return rows;
  }

  /** Those of them that hold this. */
  public List<Tensor> rows(Role role) {
    return rows.get(role);
  }

  /** The parameters. */
  public List<Tensor> parameters() {
    return parameters;
  }

  /** The gradients of the parameters. */
  public List<Tensor> gradients() {
    return gradients;
  }

  /** The states, or their gradients. */
  public List<Tensor> states() {
    return states;
  }

  private void add(Role role, int count, int seed, double from, double to) {
    var list = new ArrayList<Tensor>();
    for (int i = 0; i < count; i++) {
      var row = allocator.apply(new int[] {steps, neurons});
      Tensors.fill(row, seed + i, from, to);
      list.add(row);
    }
    rows.put(role, list);
  }

  /** Sets parameters to what they are before training. */
  public void startParameters() {
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).fill((float) program.parameters().get(i).initial());
    }
  }

  /** The rows of a pass between two time steps. */
  public List<Tensor> rows(Pass pass, int from, int count) {
    return pass.rows().stream()
        .map(
            r ->
                rows.get(r.role()).get(r.index()).slice(from, r.role() == Role.ENTERED ? 1 : count))
        .toList();
  }

  /** Forward, from one time step for so many. */
  public void train(ScanKernel kernel, int from, int count, Carry carry) {
    kernel.train(extent(from, count), rows(program.training(), from, count), parameters, carry);
  }

  /** Forward alone. */
  public void infer(ScanKernel kernel, int from, int count, Carry carry) {
    kernel.infer(extent(from, count), rows(program.inference(), from, count), parameters, carry);
  }

  /** Backward. */
  public void backward(ScanKernel kernel, int from, int count, boolean accumulate, Carry carry) {
    var pass = rows(program.backward(), from, count);
    kernel.backward(extent(from, count), pass, parameters, gradients, accumulate, carry);
  }

  private Extent extent(int from, int count) {
    return new Extent(count, neurons, 7, from);
  }

  /** Forward with final states, backward with the gradient of initial states. */
  public void trainAndBack(Device device) {
    try (var kernel = device.compile(program)) {
      train(kernel, 0, steps, new Carry(List.of(), states));
      backward(kernel, 0, steps, false, new Carry(states, states));
    }
  }
}
