package org.hillock.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.backend.ScanKernel.Extent;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.Equations;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.equations.ScanCompiler;

/** A neuron model compiled for a device, and the tensors of its passes over {@code [T][n]}. */
final class ScanTask {

  private final ScanProgram program;
  private final ScanKernel kernel;
  private final Extent extent;
  private final Map<Role, List<Tensor>> rows = new EnumMap<>(Role.class);
  private final List<Tensor> trainingRows;
  private final List<Tensor> backwardRows;
  private final List<Tensor> parameters = new ArrayList<>();
  private final List<Tensor> gradients = new ArrayList<>();

  /**
   * Compiles a model; its inputs are uniform. Closed with the tensors.
   *
   * @param strongest the upper end of the inputs, whose lower end is 0
   */
  ScanTask(
      NeuronModel model, double strongest, int steps, int neurons, Device device, Tensors tensors) {
    var equations = new Equations();
    model.define(equations);
    program = ScanCompiler.program(model.toString(), equations);
    kernel = device.compile(program);
    tensors.onClose(kernel::close);
    extent = new Extent(steps, neurons);
    for (var role : Role.values()) {
      rows.put(role, new ArrayList<>());
    }
    for (int i = 0; i < program.inputs(); i++) {
      var input = tensors.zeros(steps, neurons);
      rows.get(Role.INPUT).add(Hash.uniform(input, i, 0, strongest));
      rows.get(Role.INPUT_GRADIENT).add(tensors.zeros(steps, neurons));
    }
    for (int i = 0; i < program.outputs(); i++) {
      rows.get(Role.OUTPUT).add(tensors.zeros(steps, neurons));
      rows.get(Role.OUTPUT_GRADIENT).add(tensors.dense(steps, neurons));
    }
    for (int i = 0; i < program.kept(); i++) {
      rows.get(Role.KEPT).add(tensors.zeros(steps, neurons));
    }
    for (int i = 0; i < program.states().size(); i++) {
      rows.get(Role.ENTERED).add(tensors.zeros(neurons));
    }
    for (var parameter : program.parameters()) {
      var value = tensors.zeros(1);
      value.fill((float) parameter.initial());
      parameters.add(value);
      gradients.add(tensors.zeros(1));
    }
    trainingRows = of(program.training());
    backwardRows = of(program.backward());
  }

  private List<Tensor> of(Pass pass) {
    return pass.rows().stream().map(row -> rows.get(row.role()).get(row.index())).toList();
  }

  void forward() {
    kernel.train(extent, trainingRows, parameters, Carry.NONE);
  }

  void backward() {
    kernel.backward(extent, backwardRows, parameters, gradients, false, Carry.NONE);
  }

  /** Gigabytes the forward pass reads and writes. */
  double forwardTraffic() {
    return traffic(trainingRows);
  }

  /** Gigabytes the backward pass reads and writes. */
  double backwardTraffic() {
    return traffic(backwardRows);
  }

  private static double traffic(List<Tensor> rows) {
    return rows.stream().mapToLong(row -> row.segment().byteSize()).sum() * 1e-9;
  }

  /** The rows of a role, in order. */
  List<Tensor> rows(Role role) {
    return rows.get(role);
  }
}
