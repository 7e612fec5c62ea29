package org.hillock.engine.memory;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What the machine says about memory. */
public final class Machine {

  private static final Path CONTAINER = Path.of("/sys/fs/cgroup");

  private Machine() {}

  /** The memory of the machine, or of the container if that has less. */
  static long totalBytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  /** How many bytes other processes leave, in the machine and in the container. */
  static long availableBytes() {
    long machine = kernelFigure("/proc/meminfo", "MemAvailable:").orElse(Long.MAX_VALUE);
    return Math.min(machine, containerLeaves(CONTAINER));
  }

  /** What the container's limit leaves beside what cannot be given up, if it has a limit. */
  static long containerLeaves(Path folder) {
    // A container without limit says max, which is no number.
    var limit = figure(folder.resolve("memory.max"), "");
    var used = figure(folder.resolve("memory.current"), "");
    if (limit.isEmpty() || used.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long cached = figure(folder.resolve("memory.stat"), "inactive_file ").orElse(0);
    return Math.max(0, limit.getAsLong() - used.getAsLong() + cached);
  }

  /** The most memory this process ever held, where the system tells. */
  public static OptionalLong peakResidentBytes() {
    return kernelFigure("/proc/self/status", "VmHWM:");
  }

  private static OptionalLong kernelFigure(String file, String name) {
    var kibibytes = figure(Path.of(file), name);
    return kibibytes.isPresent()
        ? OptionalLong.of(kibibytes.getAsLong() * 1024)
        : OptionalLong.empty();
  }

  /** The number after a name, in the first line that begins with that and holds a number. */
  private static OptionalLong figure(Path file, String name) {
    if (!Files.isReadable(file)) {
      return OptionalLong.empty();
    }
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.replaceAll("\\D", ""))
          .filter(digits -> !digits.isEmpty())
          .mapToLong(Long::parseLong)
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return OptionalLong.empty();
    }
  }
}
