package org.hillock.engine.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/** A pool of off-heap blocks. */
public final class Memory implements AutoCloseable {

  private static final long ALIGNMENT = 64;
  private static final long LARGE = 2L << 20;

  private final long limit;
  private final Arena arena = Arena.ofShared();
  private final Map<Long, Deque<MemorySegment>> pool = new HashMap<>();
  private long mapped;
  private long used;
  private long peak;

  private Memory(long limit) {
    this.limit = limit;
  }

  /** Memory that may grow as far as the machine allows. */
  public static Memory open() {
    return new Memory(Machine.totalBytes());
  }

  /** Memory that may not grow beyond so many bytes. */
  public static Memory limited(long bytes) {
    return new Memory(bytes);
  }

  /**
   * A block filled with zeros, 64-byte aligned.
   *
   * @param bytes how much, at least 0; rounded up
   * @param purpose for the error message, for example {@code training on 100 × 32 steps}
   * @throws HillockException with {@code RESOURCE_EXHAUSTED} if it would not fit
   */
  public synchronized Block allocate(long bytes, String purpose) {
    long size = size(bytes);
    var free = pool.getOrDefault(size, new ArrayDeque<>());
    MemorySegment segment;
    if (free.isEmpty()) {
      segment = map(size, purpose);
    } else {
      segment = free.pop();
      segment.fill((byte) 0);
    }
    used += size;
    peak = Math.max(peak, used);
    return new Block(this, segment);
  }

  /** Whether a block of so many bytes can be had. */
  public synchronized boolean fits(long bytes) {
    long size = size(bytes);
    return size <= freeBytes() || !pool.getOrDefault(size, new ArrayDeque<>()).isEmpty();
  }

  /** How many bytes more can be taken from the machine. */
  public synchronized long freeBytes() {
    return Math.max(0, Math.min(limit - mapped, Machine.availableBytes()));
  }

  private MemorySegment map(long size, String purpose) {
    long free = freeBytes();
    if (size > free) {
      throw new HillockException(
          ErrorCode.RESOURCE_EXHAUSTED,
          "%s needs %s of memory, %s are free; take a smaller batch, fewer time steps or a smaller"
                  .formatted(purpose, text(size), text(free))
              + " network");
    }
    var segment = size >= LARGE ? HugePages.map(size, arena) : arena.allocate(size, ALIGNMENT);
    mapped += size;
    return segment;
  }

  synchronized void release(MemorySegment segment) {
    used -= segment.byteSize();
    pool.computeIfAbsent(segment.byteSize(), size -> new ArrayDeque<>()).push(segment);
  }

  /** The most bytes that were in use at once. */
  public synchronized long peakBytes() {
    return peak;
  }

  /** The bytes in use. */
  public synchronized long usedBytes() {
    return used;
  }

  /** Frees everything. */
  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }

  private static long size(long bytes) {
    return roundUp(bytes, bytes >= LARGE ? LARGE : ALIGNMENT);
  }

  private static long roundUp(long bytes, long to) {
    return Math.max(1, Math.ceilDiv(bytes, to)) * to;
  }

  /** A number of bytes as people read it. */
  public static String text(long bytes) {
    double kib = bytes / 1024.0;
    if (kib < 1) {
      return bytes + " B";
    }
    return kib < 1024
        ? "%.1f KiB".formatted(kib)
        : kib < 1024 * 1024
            ? "%.1f MiB".formatted(kib / 1024)
            : "%.1f GiB".formatted(kib / 1024 / 1024);
  }
}
