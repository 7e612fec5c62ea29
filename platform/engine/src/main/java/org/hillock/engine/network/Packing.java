package org.hillock.engine.network;

import java.util.ArrayList;
import java.util.List;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.network.Lifetimes.Span;

/**
 * Outputs of zeros and one other value, as bits from their last forward to their first backward
 * reading: in between their own memory serves others.
 */
final class Packing {

  private record Packed(Buffer values, Buffer bits, float level) {}

  private final List<List<Packed>> packed = new ArrayList<>();
  private final List<List<Packed>> unpacked = new ArrayList<>();

  /**
   * @param end the last time there is
   */
  Packing(int end) {
    for (int time = 0; time <= end; time++) {
      packed.add(new ArrayList<>());
      unpacked.add(new ArrayList<>());
    }
  }

  /** The memory that the bits of so many values take. */
  static Shape bits(long values) {
    return Shape.of(Math.toIntExact(Math.ceilDiv(values, Long.SIZE)), Long.BYTES / Float.BYTES);
  }

  /**
   * Packs an output.
   *
   * @param level what its elements are that differ from zero
   */
  void add(Buffer values, Buffer bits, float level, Span gap) {
    var one = new Packed(values, bits, level);
    packed.get(gap.from()).add(one);
    unpacked.get(gap.to()).add(one);
  }

  /** Packs what is not read for long after this time. */
  void after(int time, Device device) {
    var all = packed.get(time);
    for (int i = 0; i < all.size(); i++) {
      device.packBits(all.get(i).values.tensor(), all.get(i).bits.tensor().segment());
    }
  }

  /** Unpacks what is read at this time. */
  void before(int time, Device device) {
    var all = unpacked.get(time);
    for (int i = 0; i < all.size(); i++) {
      var one = all.get(i);
      device.unpackBits(one.bits.tensor().segment(), one.level, one.values.tensor());
    }
  }
}
