package org.hillock.plugins.layers;

import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Value;

/** What layers that merge branches have in common. */
final class Merging {

  private Merging() {}

  /** At least two inputs. */
  static List<Value> several(List<Value> inputs) {
    if (inputs.size() < 2) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "merges at least two inputs, got %d; name layers and list them under 'input'"
              .formatted(inputs.size()));
    }
    return inputs;
  }

  /** At least two inputs of equal shape. */
  static List<Value> alike(List<Value> inputs) {
    var first = several(inputs).getFirst().shape();
    for (var input : inputs) {
      if (!input.shape().equals(first)) {
        throw new HillockException(
            ErrorCode.SHAPE_MISMATCH,
            "merges inputs of equal shape, got %s and %s".formatted(first, input.shape()));
      }
    }
    return inputs;
  }
}
