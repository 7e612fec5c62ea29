package org.hillock.tests.conformance;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.backend.ScanKernel.Extent;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * What a population of neurons gave on a device, forward and backward.
 *
 * @param emitted what it emitted, {@code [T·neurons]} each
 * @param gradients of its inputs, initial states and parameters, by name
 */
record Population(List<float[]> emitted, Map<String, float[]> gradients) {

  /**
   * What gradients of this many values are measured by: the first input's, of which each of fewer
   * values sums a share, were they independent. Sums that happen to cancel have errors of that
   * size.
   */
  double size(int values) {
    var input = gradients.get("∂input 0");
    double squares = 0;
    for (float g : input) {
      squares += (double) g * g;
    }
    return Math.sqrt(squares / values);
  }

  /** Normally distributed numbers, drawn once. */
  private static final float[] NORMAL = normal();

  private static float[] normal() {
    var random = RandomStream.of(1);
    var values = new float[(1 << 15) + 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.gaussian(i);
    }
    return values;
  }

  /** The tensors of a run; what they hold depends on seed, name and size. */
  private record Memory(Arena arena, int seed) {

    Tensor normal(String name, int size, double mean, double deviation) {
      var tensor = Tensor.of(arena.allocate((long) size * Float.BYTES, 64), Shape.of(size));
      int from = Math.floorMod(31 * name.hashCode() + 7919 * seed, NORMAL.length);
      for (int i = 0; i < size; i++) {
        tensor.set(i, (float) (mean + deviation * NORMAL[(from + i) % NORMAL.length]));
      }
      return tensor;
    }

    List<Tensor> parameters(ScanProgram program, int features) {
      var parameters = new ArrayList<Tensor>();
      for (var p : program.parameters()) {
        int size = p.sharing() == Sharing.SCALAR ? 1 : features;
        var parameter = normal(p.name(), size, p.initial(), 0.02 * Math.abs(p.initial()));
        for (int i = 0; i < size; i++) {
          parameter.set(i, (float) Math.clamp(parameter.get(i), p.minimum(), p.maximum()));
        }
        parameters.add(parameter);
      }
      return parameters;
    }

    List<Tensor> states(ScanProgram program, int neurons) {
      return program.states().stream()
          .map(state -> normal(state.name(), neurons, state.initial(), 0.1))
          .toList();
    }
  }

  /**
   * Runs on normally distributed inputs and gradients.
   *
   * @param features how many values a parameter shared by feature has; divides {@code neurons}
   */
  static Population run(
      ScanKernel kernel, ScanProgram program, int steps, int neurons, int features, int seed) {
    try (var arena = Arena.ofConfined()) {
      var memory = new Memory(arena, seed);
      var rows = new EnumMap<Role, List<Tensor>>(Role.class);
      int cells = steps * neurons;
      fill(rows, memory, Role.INPUT, program.inputs(), cells);
      fill(rows, memory, Role.OUTPUT, program.outputs(), cells);
      fill(rows, memory, Role.KEPT, program.kept(), cells);
      fill(rows, memory, Role.ENTERED, program.states().size(), neurons);
      fill(rows, memory, Role.OUTPUT_GRADIENT, program.outputs(), cells);
      fill(rows, memory, Role.INPUT_GRADIENT, program.inputs(), cells);
      var parameters = memory.parameters(program, features);
      var gradients =
          parameters.stream()
              .map(p -> memory.normal("gradient", Math.toIntExact(p.size()), Double.NaN, 0))
              .toList();
      var states = memory.states(program, neurons);
      var extent = new Extent(steps, neurons);
      var carry = new Carry(states, states);
      kernel.train(extent, of(program.training(), rows), parameters, carry);
      for (int s = 0; s < states.size(); s++) {
        states.get(s).copyFrom(memory.normal("gradient of state " + s, neurons, 0, 1));
      }
      var backward = of(program.backward(), rows);
      kernel.backward(extent, backward, parameters, gradients, false, carry);
      var all = new LinkedHashMap<String, float[]>();
      for (int i = 0; i < program.inputs(); i++) {
        all.put("∂input " + i, rows.get(Role.INPUT_GRADIENT).get(i).toArray());
      }
      for (int i = 0; i < states.size(); i++) {
        all.put("∂" + program.states().get(i).name() + " at the start", states.get(i).toArray());
      }
      for (int i = 0; i < gradients.size(); i++) {
        if (program.parameters().get(i).learnable()) {
          all.put("∂" + program.parameters().get(i).name(), gradients.get(i).toArray());
        }
      }
      return new Population(rows.get(Role.OUTPUT).stream().map(Tensor::toArray).toList(), all);
    }
  }

  /** How far kinks and jumps are where {@link #run} would go, in double precision. */
  static double nearestKink(
      NeuronModel neuron, ScanProgram program, int steps, int neurons, int features, int seed) {
    try (var arena = Arena.ofConfined()) {
      var memory = new Memory(arena, seed);
      var held = new Held().again();
      var scan = new DoubleScan(neuron::define, neurons, held);
      memory.parameters(program, features).forEach(p -> scan.bind(Doubles.of(p.toArray())));
      scan.begin(
          memory.states(program, neurons).stream().map(s -> Doubles.of(s.toArray())).toList());
      var rows = new EnumMap<Role, List<Tensor>>(Role.class);
      fill(rows, memory, Role.INPUT, program.inputs(), steps * neurons);
      var inputs = rows.get(Role.INPUT).stream().map(input -> Doubles.of(input.toArray())).toList();
      for (int t = 0; t < steps; t++) {
        int from = t * neurons;
        scan.step(inputs.stream().map(i -> Arrays.copyOfRange(i, from, from + neurons)).toList());
      }
      return held.nearest();
    }
  }

  private static void fill(
      Map<Role, List<Tensor>> rows, Memory memory, Role role, int count, int cells) {
    var list = new ArrayList<Tensor>();
    for (int i = 0; i < count; i++) {
      boolean input = role == Role.INPUT;
      list.add(memory.normal(role + " " + i, cells, input ? 0.3 : 0, input ? 0.6 : 1));
    }
    rows.put(role, list);
  }

  private static List<Tensor> of(Pass pass, Map<Role, List<Tensor>> rows) {
    return pass.rows().stream().map(r -> rows.get(r.role()).get(r.index())).toList();
  }
}
