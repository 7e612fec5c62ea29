package org.hillock.engine.memory;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What the machine says about memory. */
public final class Machine {

  private Machine() {}

  /** The memory of the machine, or of the container if that has less. */
  static long totalBytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  /** How many bytes other processes leave. */
  static long availableBytes() {
    return kernelFigure("/proc/meminfo", "MemAvailable:").orElse(Long.MAX_VALUE);
  }

  /** The most memory this process ever held, where the system tells. */
  public static OptionalLong peakResidentBytes() {
    return kernelFigure("/proc/self/status", "VmHWM:");
  }

  private static OptionalLong kernelFigure(String file, String name) {
    var path = Path.of(file);
    if (!Files.isReadable(path)) {
      return OptionalLong.empty();
    }
    try (var lines = Files.lines(path)) {
      return lines
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
