package org.hillock.plugins.neurons;

import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.backend.Pass.Row;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.backend.ScanKernel.Extent;
import org.hillock.api.equations.Equations;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.equations.ScanCompiler;

/** One neuron on a device, forward and backward; its parameters at their initial values. */
final class Scan {

  /**
   * What a scan gave.
   *
   * @param rows every row the passes touched, {@code [T]}
   * @param parameterGradients of each parameter
   */
  record Result(Map<Row, float[]> rows, float[] parameterGradients) {

    float[] row(Role role) {
      return rows.get(new Row(role, 0));
    }
  }

  private Scan() {}

  static Result run(Device device, NeuronModel neuron, float[] input, float[] outputGradient) {
    var eq = new Equations();
    neuron.define(eq);
    var program = ScanCompiler.program(neuron.toString(), eq);
    try (var arena = Arena.ofConfined();
        var kernel = device.compile(program)) {
      var rows = new HashMap<Row, Tensor>();
      rows.put(new Row(Role.INPUT, 0), tensor(arena, input));
      rows.put(new Row(Role.OUTPUT_GRADIENT, 0), tensor(arena, outputGradient));
      for (var pass : List.of(program.training(), program.backward())) {
        pass.rows()
            .forEach(
                r ->
                    rows.computeIfAbsent(
                        r,
                        _ -> r.role() == Role.ENTERED ? tensor(arena, 0) : tensor(arena, input)));
      }
      var parameters =
          program.parameters().stream().map(p -> tensor(arena, (float) p.initial())).toList();
      var gradients = parameters.stream().map(_ -> tensor(arena, Float.NaN)).toList();
      var extent = new Extent(input.length, 1);
      kernel.train(extent, of(program.training(), rows), parameters, Carry.NONE);
      kernel.backward(
          extent, of(program.backward(), rows), parameters, gradients, false, Carry.NONE);
      var result = new HashMap<Row, float[]>();
      rows.forEach((row, tensor) -> result.put(row, tensor.toArray()));
      var sums = new float[gradients.size()];
      for (int i = 0; i < sums.length; i++) {
        sums[i] = gradients.get(i).get(0);
      }
      return new Result(result, sums);
    }
  }

  private static List<Tensor> of(Pass pass, Map<Row, Tensor> rows) {
    return pass.rows().stream().map(rows::get).toList();
  }

  private static Tensor tensor(Arena arena, float... values) {
    var tensor = Tensor.of(arena.allocate(4L * values.length, 64), Shape.of(values.length));
    tensor.copyFrom(values);
    return tensor;
  }
}
