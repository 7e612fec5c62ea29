package org.hillock.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.hillock.pluginhost.JvmFlags;
import org.hillock.pluginhost.PluginHost;

/** What manifests, and servers, say about where runs are executed. */
public final class Facts {

  private static final Pattern HEAP = Pattern.compile("-Xmx([0-9]+)([kKmMgG]?)");

  private Facts() {}

  /** Version of Hillock. */
  public static String hillock() {
    try (var in = Facts.class.getResourceAsStream("version.txt")) {
      if (in == null) {
        throw new IllegalStateException("version.txt is missing beside " + Facts.class.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Version of the interfaces that plugins are compiled against. */
  public static String spi() {
    return PluginHost.spiVersion();
  }

  /** The heap that JVM flags allow, in bytes; 0 if they do not say. */
  static long heapBytes(List<String> flags) {
    long bytes = 0;
    for (var flag : flags) {
      var size = HEAP.matcher(flag);
      if (size.matches()) {
        int unit =
            " kmg".indexOf(size.group(2).isEmpty() ? " " : size.group(2).toLowerCase(Locale.ROOT));
        bytes = Long.parseLong(size.group(1)) << (10 * unit);
      }
    }
    return bytes;
  }

  /**
   * The flags of a worker's process. Loops are compiled as for G1, in strips: products of matrices
   * gain 5 to 8 per cent by it.
   */
  static List<String> workerFlags(int threads, List<String> more) {
    var flags = new ArrayList<>(JvmFlags.needed());
    flags.addAll(List.of("-XX:+UseCountedLoopSafepoints", "-XX:LoopStripMiningIter=1000"));
    if (System.getProperty("os.name").equals("Linux")) {
      flags.add("-XX:+UseTransparentHugePages");
    }
    if (threads > 0) {
      flags.add("-XX:ActiveProcessorCount=" + threads);
    }
    flags.addAll(more);
    return List.copyOf(flags);
  }
}
