package org.hillock.engine.network;

import java.util.ArrayList;
import java.util.function.ToLongBiFunction;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.StaticNetwork.Size;

/** Says that an execution does not fit into memory, and what would. */
final class Shortage {

  private Shortage() {}

  /**
   * The exception to throw.
   *
   * @param needed the bytes of this size
   * @param bytes those of another size
   */
  static HillockException of(
      Size size,
      long needed,
      Memory memory,
      Activations activations,
      ToLongBiFunction<Size, Activations> bytes) {
    var advice = new ArrayList<String>();
    for (int batch = size.batch() / 2; batch > 0; batch /= 2) {
      long smaller =
          bytes.applyAsLong(
              new Size(size.training(), size.credit(), size.steps(), batch), activations);
      if (memory.fits(smaller)) {
        advice.add("take a batch-size of %d (%s)".formatted(batch, Memory.text(smaller)));
        break;
      }
    }
    if (size.training() && activations == Activations.KEPT) {
      long recomputed = bytes.applyAsLong(size, Activations.RECOMPUTED);
      if (memory.fits(recomputed)) {
        advice.add(
            "set memory: {checkpoint-activations: true} (%s)".formatted(Memory.text(recomputed)));
      }
    }
    advice.add("take fewer time steps or a smaller network");
    return new HillockException(
        ErrorCode.RESOURCE_EXHAUSTED,
        "%s needs %s of memory, this machine has %s free: %s"
            .formatted(
                size,
                Memory.text(needed),
                Memory.text(memory.freeBytes()),
                String.join(", or ", advice)));
  }
}
