package org.hillock.engine.reference;

import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.backend.ScanKernel.Extent;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.tensor.Tensor;

/** Checks that the tensors of a call are those the program asks for. */
record ScanArguments(ScanProgram program, Extent extent) {

  void check(Pass pass, List<Tensor> rows, List<Tensor> parameters, Carry carry) {
    if (extent.steps() < 1 || extent.neurons() < 1) {
      throw problem("needs at least one time step and one neuron, got " + extent);
    }
    count("rows", pass.rows().size(), rows);
    for (int i = 0; i < rows.size(); i++) {
      var row = pass.rows().get(i);
      long steps = row.role() == Pass.Role.ENTERED ? 1 : extent.steps();
      size("row " + row, steps * extent.neurons(), rows.get(i));
    }
    count("parameters", program.parameters().size(), parameters);
    for (int i = 0; i < parameters.size(); i++) {
      parameter(i, parameters.get(i).size());
    }
    states("initial states", carry.initial());
    states("last states", carry.last());
  }

  void checkGradients(List<Tensor> parameters, List<Tensor> gradients) {
    count("gradients of parameters", parameters.size(), gradients);
    for (int i = 0; i < gradients.size(); i++) {
      if (program.parameters().get(i).learnable()) {
        size(
            "the gradient of " + program.parameters().get(i).name(),
            parameters.get(i).size(),
            gradients.get(i));
      }
    }
  }

  private void parameter(int index, long size) {
    var spec = program.parameters().get(index);
    if (spec.sharing() == Sharing.SCALAR && size != 1) {
      throw problem("takes one value of %s, got %d".formatted(spec.name(), size));
    }
    if (extent.neurons() % size != 0) {
      throw problem(
          "has %d values of %s, which do not divide %d neurons"
              .formatted(size, spec.name(), extent.neurons()));
    }
  }

  private void states(String what, List<Tensor> states) {
    if (!states.isEmpty()) {
      count(what, program.states().size(), states);
    }
    for (int i = 0; i < states.size(); i++) {
      size("state " + program.states().get(i).name(), extent.neurons(), states.get(i));
    }
  }

  private void count(String what, int expected, List<Tensor> got) {
    if (got.size() != expected) {
      throw problem("takes %d %s, got %d".formatted(expected, what, got.size()));
    }
  }

  private void size(String what, long expected, Tensor got) {
    if (got.size() != expected) {
      throw problem("%s holds %d elements, expected %d".formatted(what, got.size(), expected));
    }
  }

  private HillockException problem(String text) {
    return new HillockException(
        ErrorCode.SHAPE_MISMATCH, "program " + program.name() + ": " + text);
  }
}
