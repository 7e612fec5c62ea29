package org.hillock.plugins.cpu;

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
final class Scans {

  private final Function<int[], Tensor> allocator;
  final ScanProgram program;
  final int steps;
  final int neurons;
  final Map<Role, List<Tensor>> rows = new EnumMap<>(Role.class);
  final List<Tensor> parameters = new ArrayList<>();
  final List<Tensor> gradients = new ArrayList<>();
  final List<Tensor> states = new ArrayList<>();

  Scans(ScanProgram program, int steps, int neurons, int features) {
    this(program, steps, neurons, features, Data::zeros);
  }

  /**
   * @param allocator of the tensors over time
   */
  Scans(
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
    add(Role.OUTPUT_GRADIENT, program.outputs(), 40, -1, 1);
    add(Role.INPUT_GRADIENT, program.inputs(), 50, 7, 8);
    int seed = 60;
    for (var p : program.parameters()) {
      int size = p.sharing() == Sharing.SCALAR ? 1 : features;
      parameters.add(Data.random(seed++, p.initial() * 0.9, p.initial() * 1.1, size));
      gradients.add(Data.random(seed++, 7, 8, size));
    }
    for (int i = 0; i < program.states().size(); i++) {
      states.add(Data.zeros(neurons));
    }
  }

  private void add(Role role, int count, int seed, double from, double to) {
    var list = new ArrayList<Tensor>();
    for (int i = 0; i < count; i++) {
      var row = allocator.apply(new int[] {steps, neurons});
      Data.fill(row, seed + i, from, to);
      list.add(row);
    }
    rows.put(role, list);
  }

  /** Sets parameters to what they are before training. */
  void startParameters() {
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).fill((float) program.parameters().get(i).initial());
    }
  }

  /** The rows of a pass between two time steps. */
  List<Tensor> rows(Pass pass, int from, int count) {
    return pass.rows().stream()
        .map(r -> rows.get(r.role()).get(r.index()).slice(from, count))
        .toList();
  }

  void train(ScanKernel kernel, int from, int count, Carry carry) {
    kernel.train(extent(from, count), rows(program.training(), from, count), parameters, carry);
  }

  void infer(ScanKernel kernel, int from, int count, Carry carry) {
    kernel.infer(extent(from, count), rows(program.inference(), from, count), parameters, carry);
  }

  void backward(ScanKernel kernel, int from, int count, boolean accumulate, Carry carry) {
    var pass = rows(program.backward(), from, count);
    kernel.backward(extent(from, count), pass, parameters, gradients, accumulate, carry);
  }

  private Extent extent(int from, int count) {
    return new Extent(count, neurons, 7, from);
  }

  /** Forward with final states, backward with the gradient of initial states. */
  void trainAndBack(Device device) {
    try (var kernel = device.compile(program)) {
      train(kernel, 0, steps, new Carry(List.of(), states));
      backward(kernel, 0, steps, false, new Carry(states, states));
    }
  }
}
