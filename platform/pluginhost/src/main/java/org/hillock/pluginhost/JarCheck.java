package org.hillock.pluginhost;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.osgi.framework.Constants;

/**
 * What can be checked of a plugin's jar without the framework: that it is whole, and plain Java.
 */
final class JarCheck {

  private static final long MOST_BYTES = 1L << 30;
  private static final int NEWEST_CLASS_FILE = Runtime.version().feature() + 44;
  private static final int MAGIC = 0xCAFEBABE;
  private static final Pattern NATIVE_NAME =
      Pattern.compile(".*\\.(so(\\.\\d+)*|dll|dylib|jnilib)", Pattern.CASE_INSENSITIVE);
  private static final List<Integer> NATIVE_MAGIC =
      List.of(0x7F454C46, 0xFEEDFACE, 0xFEEDFACF, 0xCEFAEDFE, 0xCFFAEDFE);
  private static final List<String> REFUSED_HEADERS =
      List.of(
          Constants.BUNDLE_ACTIVATOR,
          Constants.BUNDLE_NATIVECODE,
          Constants.FRAGMENT_HOST,
          Constants.DYNAMICIMPORT_PACKAGE,
          Constants.REQUIRE_BUNDLE,
          Constants.EXPORT_PACKAGE);

  private final List<String> problems = new ArrayList<>();
  private final byte[] buffer = new byte[1 << 16];
  private long bytes;

  private JarCheck() {}

  /** Everything wrong with a jar; empty if nothing is. */
  static List<String> problems(Path jar) {
    var check = new JarCheck();
    try (var file = new JarFile(jar.toFile(), true)) {
      check.manifest(file);
      for (var entry : file.stream().filter(e -> !e.isDirectory()).toList()) {
        check.entry(file, entry);
      }
    } catch (IOException | SecurityException e) {
      check.problems.add("the file is not a whole jar: " + e.getMessage());
    }
    return check.problems;
  }

  private void manifest(JarFile file) throws IOException {
    var manifest = file.getManifest();
    if (manifest == null) {
      problems.add("the jar has no manifest; build it with the bnd plugin");
      return;
    }
    var headers = manifest.getMainAttributes();
    if (headers.getValue(Constants.BUNDLE_SYMBOLICNAME) == null) {
      problems.add("the manifest names no bundle (Bundle-SymbolicName); build with the bnd plugin");
    }
    REFUSED_HEADERS.stream()
        .filter(header -> headers.getValue(header) != null)
        .forEach(header -> problems.add("the manifest header " + header + " is not allowed"));
  }

  private void entry(JarFile file, JarEntry entry) throws IOException {
    var crc = new CRC32();
    int head = 0;
    int version = 0;
    long length = 0;
    try (var in = file.getInputStream(entry)) {
      for (int n; (n = in.readNBytes(buffer, 0, buffer.length)) > 0; length += n) {
        if (length == 0 && n >= 8) {
          head = bigEndian(0);
          version = bigEndian(4) & 0xFFFF;
        }
        crc.update(buffer, 0, n);
        bytes += n;
        if (bytes > MOST_BYTES) {
          throw new IOException("it unpacks to more than " + (MOST_BYTES >> 20) + " MiB");
        }
      }
    }
    if (crc.getValue() != entry.getCrc()) {
      problems.add(entry.getName() + " is damaged: its checksum is wrong");
    } else if (entry.getName().endsWith(".class")) {
      classFile(entry.getName(), head, version);
    } else if (NATIVE_NAME.matcher(entry.getName()).matches() || NATIVE_MAGIC.contains(head)) {
      problems.add(entry.getName() + " is native code, which a plugin may not carry");
    }
  }

  private void classFile(String name, int magic, int version) {
    if (magic != MAGIC) {
      problems.add(name + " is not a class file");
    } else if (version > NEWEST_CLASS_FILE) {
      problems.add(
          "%s is compiled for Java %d; this platform runs Java %d"
              .formatted(name, version - 44, NEWEST_CLASS_FILE - 44));
    }
  }

  private int bigEndian(int at) {
    return ByteBuffer.wrap(buffer).getInt(at);
  }
}
