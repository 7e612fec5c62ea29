package org.hillock.plugins.speech;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Spike trains in a flat file, read as memory. Little-endian: the magic number, trains N, spikes S,
 * a CRC-32C of what follows (8 bytes each); {@code offsets} (N + 1 numbers of 8 bytes: where each
 * train begins), {@code times} (S of 2 bytes), {@code units} (S of 2 bytes), both unsigned. Safe
 * for use by several threads until it is closed.
 */
final class SpikeFile implements Spikes, AutoCloseable {

  private static final long MAGIC = 0x31454B4950534948L; // HISPIKE1
  static final int HEADER = 4 * Long.BYTES;
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfChar CHAR =
      ValueLayout.JAVA_CHAR_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int PIECE = 1 << 24;

  /** Trains one after another, the same whenever asked for. */
  @FunctionalInterface
  interface Trains {
    void forEach(Consumer<SpikeTrain> consumer);
  }

  private static final class Sizes implements Consumer<SpikeTrain> {
    private long count;
    private long spikes;

    @Override
    public void accept(SpikeTrain train) {
      count++;
      spikes += train.size();
    }
  }

  private final Arena arena;
  private final MemorySegment memory;
  private final long times;
  private final long units;

  private SpikeFile(Arena arena, MemorySegment memory) {
    this.arena = arena;
    this.memory = memory;
    long trains = memory.get(LONG, Long.BYTES);
    long spikes = memory.get(LONG, 2 * Long.BYTES);
    times = HEADER + (trains + 1) * Long.BYTES;
    units = times + spikes * Character.BYTES;
  }

  /** Opens a file; empty if it is not what was once written, whole. */
  static Optional<SpikeFile> open(Path file) throws IOException {
    var arena = Arena.ofShared();
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var memory = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      if (isWhole(memory)) {
        return Optional.of(new SpikeFile(arena, memory));
      }
      arena.close();
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private static boolean isWhole(MemorySegment memory) {
    if (memory.byteSize() < HEADER + Long.BYTES || memory.get(LONG, 0) != MAGIC) {
      return false;
    }
    long trains = memory.get(LONG, Long.BYTES);
    long spikes = memory.get(LONG, 2 * Long.BYTES);
    boolean sane = trains >= 0 && trains < 1L << 40 && spikes >= 0 && spikes < 1L << 40;
    return sane
        && memory.byteSize() == size(trains, spikes)
        && memory.get(LONG, 3 * Long.BYTES) == checksum(memory);
  }

  private static long size(long trains, long spikes) {
    return HEADER + (trains + 1) * Long.BYTES + 2 * spikes * Character.BYTES;
  }

  private static long checksum(MemorySegment memory) {
    var crc = new CRC32C();
    for (long at = HEADER; at < memory.byteSize(); at += PIECE) {
      crc.update(memory.asSlice(at, Math.min(PIECE, memory.byteSize() - at)).asByteBuffer());
    }
    return crc.getValue();
  }

  /** Writes trains to a new file; they are asked for twice, so that all need not be in memory. */
  static void write(Path file, Trains trains) throws IOException {
    var sizes = new Sizes();
    trains.forEach(sizes);
    long count = sizes.count;
    long spikes = sizes.spikes;
    try (var arena = Arena.ofShared();
        var channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
      var memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, size(count, spikes), arena);
      memory.set(LONG, 0, MAGIC);
      memory.set(LONG, Long.BYTES, count);
      memory.set(LONG, 2 * Long.BYTES, spikes);
      long times = HEADER + (count + 1) * Long.BYTES;
      long units = times + spikes * Character.BYTES;
      var written = new Sizes();
      trains.forEach(
          train -> {
            long spike = written.spikes;
            memory.set(LONG, HEADER + written.count * Long.BYTES, spike);
            MemorySegment.copy(
                train.times(), 0, memory, SHORT, times + spike * Character.BYTES, train.size());
            MemorySegment.copy(
                train.units(), 0, memory, SHORT, units + spike * Character.BYTES, train.size());
            written.accept(train);
          });
      memory.set(LONG, HEADER + count * Long.BYTES, spikes);
      memory.set(LONG, 3 * Long.BYTES, checksum(memory));
      memory.force();
    }
  }

  /** How many trains. */
  int size() {
    return Math.toIntExact(memory.get(LONG, Long.BYTES));
  }

  /** Where a train's spikes begin; those of the last end where {@code begin(size())} says. */
  long begin(int train) {
    return memory.get(LONG, HEADER + (long) train * Long.BYTES);
  }

  @Override
  public int time(long spike) {
    return memory.get(CHAR, times + spike * Character.BYTES);
  }

  @Override
  public int unit(long spike) {
    return memory.get(CHAR, units + spike * Character.BYTES);
  }

  @Override
  public void close() {
    arena.close();
  }
}
