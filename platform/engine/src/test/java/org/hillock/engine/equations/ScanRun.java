package org.hillock.engine.equations;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.backend.ScanKernel.Extent;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/** A scan with tensors of its own, for tests. */
final class ScanRun {

  final Extent extent;
  final List<Tensor> inputs = new ArrayList<>();
  final List<Tensor> outputs = new ArrayList<>();
  final List<Tensor> kept = new ArrayList<>();
  final List<Tensor> entered = new ArrayList<>();
  final List<Tensor> outputGradients = new ArrayList<>();
  final List<Tensor> inputGradients = new ArrayList<>();
  final List<Tensor> gradients = new ArrayList<>();
  final List<Tensor> parameters;
  private final ScanProgram program;
  private final ScanKernel kernel;

  ScanRun(
      Device device,
      ScanProgram program,
      Arena arena,
      int steps,
      int neurons,
      List<Tensor> parameters) {
    this.program = program;
    this.parameters = parameters;
    kernel = device.compile(program);
    extent = new Extent(steps, neurons);
    fill(arena, inputs, program.inputs());
    fill(arena, outputs, program.outputs());
    fill(arena, kept, program.kept());
    for (int i = 0; i < program.states().size(); i++) {
      entered.add(tensor(arena, neurons));
    }
    fill(arena, outputGradients, program.outputs());
    fill(arena, inputGradients, program.inputs());
    for (var p : parameters) {
      gradients.add(tensor(arena, Math.toIntExact(p.size())));
    }
  }

  /** New rows hold garbage, as those of a memory pool do. */
  private void fill(Arena arena, List<Tensor> list, int count) {
    for (int i = 0; i < count; i++) {
      list.add(tensor(arena, Math.toIntExact(extent.steps() * extent.neurons())));
    }
  }

  static Tensor tensor(Arena arena, int size) {
    var tensor = Tensor.of(arena.allocate((long) size * Float.BYTES, 64), Shape.of(size));
    tensor.fill(Float.NaN);
    return tensor;
  }

  static Tensor tensor(Arena arena, float... values) {
    var tensor = tensor(arena, values.length);
    tensor.copyFrom(values);
    return tensor;
  }

  void train(Carry carry) {
    kernel.train(extent, rows(program.training()), parameters, carry);
  }

  void infer(Carry carry) {
    kernel.infer(extent, rows(program.inference()), parameters, carry);
  }

  void backward(boolean accumulate, Carry carry) {
    kernel.backward(extent, rows(program.backward()), parameters, gradients, accumulate, carry);
  }

  private List<Tensor> rows(Pass pass) {
    return pass.rows().stream().map(r -> of(r.role()).get(r.index())).toList();
  }

  private List<Tensor> of(Pass.Role role) {
    return switch (role) {
      case INPUT -> inputs;
      case OUTPUT -> outputs;
      case KEPT -> kept;
      case ENTERED -> entered;
      case OUTPUT_GRADIENT -> outputGradients;
      case INPUT_GRADIENT -> inputGradients;
    };
  }
}
