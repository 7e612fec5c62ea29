package org.hillock.plugins.cpu.reduce;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.plugins.cpu.parallel.Team;

/** Tensors of zeros and one other value as words of 64 bits, and back. */
public final class Bits {

  /** Words in the work of a thread at a time. */
  private static final int CHUNK = 512;

  /** From this many chunks on, threads share them. */
  private static final int SHARED = 2;

  private static final int L = Lanes.LENGTH;
  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED;

  private final Team team;

  /** Packing on a team. */
  public Bits(Team team) {
    this.team = team;
  }

  /** Notes in bits which elements differ from zero. */
  public void pack(MemorySegment x, MemorySegment bits) {
    long words = bits.byteSize() / Long.BYTES;
    share(words, (from, to) -> pack(x, bits, from, to));
  }

  /** Writes a value where bits are 1, else 0. */
  public void unpack(MemorySegment bits, float value, MemorySegment x) {
    long words = bits.byteSize() / Long.BYTES;
    share(words, (from, to) -> unpack(bits, value, x, from, to));
  }

  /** Words {@code [from, to)}. */
  @FunctionalInterface
  private interface Range {
    void of(long from, long to);
  }

  private void share(long words, Range range) {
    int chunks = Math.toIntExact((words + CHUNK - 1) / CHUNK);
    if (chunks < SHARED) {
      range.of(0, words);
    } else {
      team.run(
          chunks, (i, worker) -> range.of((long) i * CHUNK, Math.min(words, (i + 1L) * CHUNK)));
    }
  }

  private static void pack(MemorySegment x, MemorySegment bits, long from, long to) {
    long size = x.byteSize() / Float.BYTES;
    for (long w = from; w < to; w++) {
      long first = w * Long.SIZE;
      long word = 0;
      if (first + Long.SIZE <= size) {
        for (int i = 0; i < Long.SIZE; i += L) {
          var v =
              FloatVector.fromMemorySegment(
                  Lanes.SPECIES, x, Float.BYTES * (first + i), Lanes.ORDER);
          word |= v.compare(VectorOperators.NE, 0).toLong() << i;
        }
      } else {
        for (long i = first; i < size; i++) {
          word |= x.getAtIndex(Lanes.FLOAT, i) != 0 ? 1L << i : 0;
        }
      }
      bits.setAtIndex(WORD, w, word);
    }
  }

  private static void unpack(MemorySegment bits, float value, MemorySegment x, long from, long to) {
    long size = x.byteSize() / Float.BYTES;
    var ones = FloatVector.broadcast(Lanes.SPECIES, value);
    var zeros = FloatVector.zero(Lanes.SPECIES);
    for (long w = from; w < to; w++) {
      long first = w * Long.SIZE;
      long word = bits.getAtIndex(WORD, w);
      if (first + Long.SIZE <= size) {
        for (int i = 0; i < Long.SIZE; i += L) {
          zeros
              .blend(ones, VectorMask.fromLong(Lanes.SPECIES, word >>> i))
              .intoMemorySegment(x, Float.BYTES * (first + i), Lanes.ORDER);
        }
      } else {
        for (long i = first; i < size; i++) {
          x.setAtIndex(Lanes.FLOAT, i, (word >>> i & 1) != 0 ? value : 0);
        }
      }
    }
  }
}
