package org.hillock.api.backend;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.tensor.Tensor;

/** {@link Device#packBits} and its reverse as plain loops. */
final class BitLoops {

  private BitLoops() {}

  static void pack(Tensor x, MemorySegment bits) {
    expectWords(x, bits);
    for (long from = 0; from < x.size(); from += Long.SIZE) {
      long word = 0;
      for (long i = from, n = Math.min(x.size(), from + Long.SIZE); i < n; i++) {
        word |= x.get(i) != 0 ? 1L << i : 0;
      }
      bits.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, from / Long.SIZE, word);
    }
  }

  static void unpack(MemorySegment bits, float value, Tensor x) {
    expectWords(x, bits);
    for (long i = 0, n = x.size(); i < n; i++) {
      long word = bits.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i / Long.SIZE);
      x.set(i, (word >>> i & 1) != 0 ? value : 0);
    }
  }

  private static void expectWords(Tensor x, MemorySegment bits) {
    long words = Math.ceilDiv(x.size(), Long.SIZE);
    if (bits.byteSize() != words * Long.BYTES) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "the bits of %s are %d words of 8 bytes, got %d bytes"
              .formatted(x, words, bits.byteSize()));
    }
  }
}
