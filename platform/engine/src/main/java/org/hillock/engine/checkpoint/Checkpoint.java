package org.hillock.engine.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.tensor.Tensor;

/** A checkpoint, opened for reading and found to be whole. */
public final class Checkpoint implements AutoCloseable {

  private static final int LARGEST_HEADER = 100_000_000;

  private final Path file;
  private final FileChannel channel;
  private final Header header;
  private final long start;

  private Checkpoint(Path file, FileChannel channel, Header header, long start) {
    this.file = file;
    this.channel = channel;
    this.header = header;
    this.start = start;
  }

  /**
   * Opens a checkpoint and verifies lengths, layout and checksum.
   *
   * @throws HillockException with {@code NOT_FOUND}, or with {@code CORRUPT_FILE} if it is
   *     truncated, altered or no checkpoint
   */
  public static Checkpoint open(Path file) {
    try {
      var channel = FileChannel.open(file, StandardOpenOption.READ);
      try {
        return verified(file, channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw new HillockException(ErrorCode.NOT_FOUND, "there is no checkpoint " + file, e);
    } catch (IOException e) {
      throw corrupt(file, e.getMessage(), e);
    }
  }

  private static Checkpoint verified(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    var length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    if (size < Long.BYTES) {
      throw new IOException("it ends within the first 8 bytes");
    }
    fill(channel, length, 0);
    long headerBytes = length.flip().getLong();
    if (headerBytes < 2 || headerBytes > LARGEST_HEADER || headerBytes > size - Long.BYTES) {
      throw new IOException(
          "its header should have %d bytes, the file has %d".formatted(headerBytes, size));
    }
    var bytes = ByteBuffer.allocate((int) headerBytes);
    fill(channel, bytes, Long.BYTES);
    var header = Header.parse(bytes.array());
    long start = Long.BYTES + headerBytes;
    if (size != start + header.dataBytes()) {
      throw new IOException(
          "it should have %d bytes, but has %d".formatted(start + header.dataBytes(), size));
    }
    var name = CheckpointWriter.CONTENT_SHA256;
    var expected = Optional.ofNullable(header.metadata().get(name));
    var content = sha256(header.with(name, "").bytes(), channel, start, size);
    if (expected.isEmpty() || !expected.get().equals(content)) {
      throw new IOException("its content does not have the checksum its header names");
    }
    return new Checkpoint(file, channel, header, start);
  }

  private static String sha256(byte[] header, FileChannel channel, long from, long to)
      throws IOException {
    var digest = Hashes.digest();
    digest.update(header);
    var piece = ByteBuffer.allocate(1 << 20);
    for (long at = from; at < to; at += piece.limit()) {
      piece.clear().limit((int) Math.min(piece.capacity(), to - at));
      fill(channel, piece, at);
      digest.update(piece.flip());
    }
    return Hashes.hex(digest.digest());
  }

  private static void fill(FileChannel channel, ByteBuffer buffer, long at) throws IOException {
    long from = at;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, from);
      if (read < 0) {
        throw new EOFException("it ends too early");
      }
      from += read;
    }
  }

  /**
   * A text the checkpoint carries.
   *
   * @throws HillockException with {@code CORRUPT_FILE} if it has none of that name
   */
  public String text(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new HillockException(
                    ErrorCode.CORRUPT_FILE,
                    "checkpoint %s is none of ours: its header lacks %s".formatted(file, name)));
  }

  /** A text the checkpoint may carry. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(header.metadata().get(name));
  }

  /** Where it lies. */
  public Path file() {
    return file;
  }

  /** A number the checkpoint carries; see {@link #text}. */
  public long number(String name) {
    try {
      return Long.parseLong(text(name));
    } catch (NumberFormatException e) {
      throw corrupt(file, "%s in its header is no number".formatted(name), e);
    }
  }

  /** The names of all tensors. */
  public Set<String> names() {
    return header.entries().keySet();
  }

  /**
   * Reads tensors.
   *
   * @param wanted where to, by name
   * @throws HillockException with {@code FAILED_PRECONDITION} if one is missing or has another
   *     shape
   */
  public void readInto(Map<String, Tensor> wanted) {
    var bytes = new TensorBytes();
    wanted.forEach(
        (name, tensor) -> {
          var shape = header.entries().get(name);
          if (!tensor.shape().equals(shape)) {
            throw foreign(
                shape == null
                    ? "it has no tensor %s".formatted(name)
                    : "its tensor %s has shape %s, expected %s"
                        .formatted(name, shape, tensor.shape()));
          }
          read(name, tensor, bytes);
        });
  }

  private void read(String name, Tensor tensor, TensorBytes bytes) {
    long[] at = {start + header.offset(name)};
    try {
      bytes.read(
          tensor,
          piece -> {
            int count = piece.remaining();
            fill(channel, piece, at[0]);
            at[0] += count;
          });
    } catch (IOException e) {
      throw corrupt(file, e.getMessage(), e);
    }
  }

  /** The error of a checkpoint that is whole but belongs to something else. */
  public HillockException foreign(String why) {
    return new HillockException(
        ErrorCode.FAILED_PRECONDITION,
        "checkpoint %s belongs to another experiment: %s".formatted(file, why));
  }

  private static HillockException corrupt(Path file, String why, Throwable cause) {
    return new HillockException(
        ErrorCode.CORRUPT_FILE,
        "checkpoint %s is damaged: %s; take an earlier one or start afresh".formatted(file, why),
        cause);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw corrupt(file, e.getMessage(), e);
    }
  }
}
