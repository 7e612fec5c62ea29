package org.hillock.engine.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * Writes checkpoints. The file is written beside its place, forced to the disk and moved there in
 * one step: whoever looks finds the earlier checkpoint or the new one, never a part.
 */
public final class CheckpointWriter {

  /** The metadata that holds the SHA-256 of the file as it is with this text empty. */
  static final String CONTENT_SHA256 = "content_sha256";

  private CheckpointWriter() {}

  /**
   * Writes a checkpoint.
   *
   * @param metadata texts by name; a checksum of the content is added
   * @param tensors by name
   * @return the SHA-256 of the file
   * @throws HillockException with {@code RESOURCE_EXHAUSTED} if the file cannot be written; an
   *     earlier checkpoint is left as it was
   */
  public static String write(
      Path file, Map<String, String> metadata, SortedMap<String, Tensor> tensors) {
    var part = file.resolveSibling(file.getFileName() + ".part");
    try {
      var shapes = new TreeMap<String, Shape>();
      tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
      var header = new Header(new TreeMap<>(metadata), shapes).with(CONTENT_SHA256, "");
      var content = contentSha256(header, tensors);
      var sha256 = write(part, header.with(CONTENT_SHA256, content).bytes(), tensors);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceDirectory(file.toAbsolutePath().getParent());
      return sha256;
    } catch (IOException e) {
      throw failed(file, part, e);
    }
  }

  private static HillockException failed(Path file, Path part, IOException cause) {
    var failure =
        new HillockException(
            ErrorCode.RESOURCE_EXHAUSTED,
            "cannot write checkpoint %s: %s; an earlier checkpoint is as it was. Make room or mend"
                    .formatted(file, cause.getMessage())
                + " access, then resume the run",
            cause);
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  private static String contentSha256(Header header, SortedMap<String, Tensor> tensors)
      throws IOException {
    var digest = Hashes.digest();
    digest.update(header.bytes());
    var bytes = new TensorBytes();
    for (var tensor : tensors.values()) {
      bytes.write(tensor, digest::update);
    }
    return Hashes.hex(digest.digest());
  }

  private static String write(Path part, byte[] header, SortedMap<String, Tensor> tensors)
      throws IOException {
    var digest = Hashes.digest();
    try (var channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      append(length.putLong(header.length).flip(), channel, digest);
      append(ByteBuffer.wrap(header), channel, digest);
      var bytes = new TensorBytes();
      for (var tensor : tensors.values()) {
        bytes.write(tensor, piece -> append(piece, channel, digest));
      }
      channel.force(true);
    }
    return Hashes.hex(digest.digest());
  }

  private static void append(ByteBuffer piece, FileChannel channel, MessageDigest digest)
      throws IOException {
    digest.update(piece.duplicate());
    while (piece.hasRemaining()) {
      channel.write(piece);
    }
  }

  /** Makes the move itself last; not every system lets a directory be opened. */
  private static void forceDirectory(Path directory) throws IOException {
    if (!System.getProperty("os.name").startsWith("Windows")) {
      try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
