package org.hillock.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.hillock.api.ErrorCode;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.LabException;

/** The right to a home. The system takes it back when the process ends, however that happens. */
final class HomeLock implements AutoCloseable {

  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes it, making the home if there is none.
   *
   * @throws LabException {@code FAILED_PRECONDITION} if another process has it
   */
  static HomeLock take(Home home) {
    try {
      Files.createDirectories(home.root());
      var channel =
          FileChannel.open(
              home.lock(),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() != null) {
          var pid = Long.toString(ProcessHandle.current().pid());
          channel.truncate(0);
          channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
          return new HomeLock(channel);
        }
      } catch (OverlappingFileLockException _) {
        // This process has it already; said below.
      }
      channel.close();
      throw inUse(home);
    } catch (IOException e) {
      throw new LabException(
          ErrorCode.FAILED_PRECONDITION,
          "the lab's home %s cannot be written: %s".formatted(home.root(), e.getMessage()),
          e);
    }
  }

  private static LabException inUse(Home home) {
    return new LabException(
        ErrorCode.FAILED_PRECONDITION,
        "the lab's home %s is in use by process %s; submit to the server that runs there, stop it, or choose another home"
            .formatted(home.root(), owner(home.lock())),
        Map.of("resource", "home"));
  }

  private static String owner(Path file) {
    try {
      return Files.readString(file, StandardCharsets.US_ASCII).strip();
    } catch (IOException _) {
      return "(unknown)";
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new LabException(ErrorCode.INTERNAL, "the home's lock cannot be released", e);
    }
  }
}
