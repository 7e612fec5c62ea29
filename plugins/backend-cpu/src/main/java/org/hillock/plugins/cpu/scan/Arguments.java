package org.hillock.plugins.cpu.scan;

import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.tensor.Tensor;

/** Checks the tensors of one call against its program. */
record Arguments(ScanProgram program, Pass pass, ScanKernel.Extent extent) {

  void check(List<Tensor> rows, List<Tensor> parameters, ScanKernel.Carry carry) {
    long neurons = extent.neurons();
    if (extent.steps() < 1 || neurons < 1) {
      throw wrong("needs at least one time step and one neuron, got " + extent);
    }
    requireCount("rows over time", pass.rows().size(), rows);
    for (int i = 0; i < rows.size(); i++) {
      var row = pass.rows().get(i);
      require(row, (row.role() == Pass.Role.ENTERED ? 1 : extent.steps()) * neurons, rows.get(i));
    }
    requireCount("parameters", program.parameters().size(), parameters);
    for (int i = 0; i < parameters.size(); i++) {
      var spec = program.parameters().get(i);
      var given = parameters.get(i);
      if (spec.sharing() == Sharing.SCALAR) {
        require(spec, 1, given);
      } else if (neurons % given.size() != 0) {
        throw wrong(
            "parameter %s has %d values, which do not divide %d neurons"
                .formatted(spec.name(), given.size(), neurons));
      }
    }
    states("initial", carry.initial());
    states("last", carry.last());
  }

  void checkGradients(List<Tensor> parameters, List<Tensor> gradients) {
    requireCount("gradients of parameters", parameters.size(), gradients);
    for (int i = 0; i < gradients.size(); i++) {
      if (program.parameters().get(i).learnable()) {
        require(program.parameters().get(i), parameters.get(i).size(), gradients.get(i));
      }
    }
  }

  private void states(String which, List<Tensor> states) {
    if (!states.isEmpty()) {
      requireCount(which + " states", program.states().size(), states);
      for (int i = 0; i < states.size(); i++) {
        require(program.states().get(i), extent.neurons(), states.get(i));
      }
    }
  }

  private void requireCount(String what, int count, List<Tensor> given) {
    if (given.size() != count) {
      throw wrong("takes %d %s, got %d".formatted(count, what, given.size()));
    }
  }

  private void require(Object what, long size, Tensor given) {
    if (given.size() != size) {
      throw wrong("%s needs %d elements, got %s".formatted(what, size, given));
    }
  }

  private HillockException wrong(String message) {
    return new HillockException(
        ErrorCode.SHAPE_MISMATCH, "scan %s: %s".formatted(program.name(), message));
  }
}
