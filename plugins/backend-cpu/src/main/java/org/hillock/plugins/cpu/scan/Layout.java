package org.hillock.plugins.cpu.scan;

import java.util.List;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;

/**
 * The scratch rows of a block: states, parameters with a value for each feature (tiled over the
 * block's neurons), gradients of those that are learnt, then what split passes hand from part to
 * part.
 */
record Layout(int states, List<ParameterSpec> parameters) {

  static Layout of(ScanProgram program) {
    return new Layout(program.states().size(), program.parameters());
  }

  boolean tiled(int parameter) {
    return parameters.get(parameter).sharing() == Sharing.FEATURE;
  }

  /** Whether a slot is a tiled parameter or its gradient. */
  boolean tiled(Slot slot) {
    return slot.kind() == Slot.Kind.LOCAL && slot.index() >= states && slot.index() < rows();
  }

  int state(int i) {
    return i;
  }

  int parameter(int i) {
    return states + tiledBefore(i);
  }

  int gradient(int i) {
    return states + tiledBefore(parameters.size()) + learntBefore(i);
  }

  /** Rows that every pass has. */
  int rows() {
    return gradient(parameters.size());
  }

  private int tiledBefore(int end) {
    int count = 0;
    for (int i = 0; i < end; i++) {
      count += tiled(i) ? 1 : 0;
    }
    return count;
  }

  private int learntBefore(int end) {
    int count = 0;
    for (int i = 0; i < end; i++) {
      count += tiled(i) && parameters.get(i).learnable() ? 1 : 0;
    }
    return count;
  }
}
