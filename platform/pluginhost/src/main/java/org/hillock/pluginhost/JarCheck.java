package org.hillock.pluginhost;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.osgi.framework.Constants;

/**
 * What can be checked of a plugin's jar without the framework: that it is whole, and plain Java. So
 * must be the libraries it embeds, the jars inside it.
 */
final class JarCheck {

  private static final long MOST_BYTES = 1L << 30;
  private static final int NEWEST_CLASS_FILE = Runtime.version().feature() + 44;
  private static final int PREVIEW = 0xFFFF;
  private static final int MAGIC = 0xCAFEBABE;
  private static final Pattern NATIVE_NAME =
      Pattern.compile(".*\\.(so(\\.\\d+)*|dll|dylib|jnilib)", Pattern.CASE_INSENSITIVE);
  private static final List<Integer> NATIVE_MAGIC =
      List.of(0x7F454C46, 0xFEEDFACE, 0xFEEDFACF, 0xCEFAEDFE, 0xCFFAEDFE);

  /** Classes for some versions of Java only; those for newer ones are never loaded. */
  private static final Pattern VERSIONED = Pattern.compile("(^|!/)META-INF/versions/");

  private static final List<String> REFUSED_HEADERS =
      List.of(
          Constants.BUNDLE_ACTIVATOR,
          Constants.BUNDLE_NATIVECODE,
          Constants.FRAGMENT_HOST,
          Constants.DYNAMICIMPORT_PACKAGE,
          Constants.REQUIRE_BUNDLE,
          Constants.EXPORT_PACKAGE);

  private final Findings findings;
  private final Set<String> names = new HashSet<>();
  private final byte[] buffer = new byte[1 << 16];
  private long bytes;

  private JarCheck(Findings findings) {
    this.findings = findings;
  }

  /** Finds everything wrong with a jar. */
  static void check(Path jar, Findings findings) {
    var check = new JarCheck(findings);
    try (var file = new JarFile(jar.toFile(), true)) {
      check.manifest(file);
      for (var entry : file.stream().filter(e -> !e.isDirectory()).toList()) {
        check.entry(file, entry);
      }
    } catch (IOException | SecurityException e) {
      findings.error("", "the file is not a whole jar: " + e.getMessage(), "");
    }
  }

  private void manifest(JarFile file) throws IOException {
    var manifest = file.getManifest();
    if (manifest == null) {
      findings.error(JarFile.MANIFEST_NAME, "is missing", "build the jar with the bnd plugin");
      return;
    }
    var headers = manifest.getMainAttributes();
    if (headers.getValue(Constants.BUNDLE_SYMBOLICNAME) == null) {
      findings.error(
          Constants.BUNDLE_SYMBOLICNAME,
          "the manifest has no such header, so that the jar is no bundle",
          "build it with the bnd plugin");
    }
    if (headers.getValue(Constants.BUNDLE_VERSION) == null) {
      findings.warning(
          Constants.BUNDLE_VERSION,
          "the manifest has no such header, so that the version is 0.0.0",
          "give the plugin a version, by which its updates are told apart");
    }
    REFUSED_HEADERS.stream()
        .filter(header -> headers.getValue(header) != null)
        .forEach(header -> findings.error(header, "is a header no plugin may have", "remove it"));
  }

  private void entry(JarFile file, JarEntry entry) throws IOException {
    try (var in = file.getInputStream(entry)) {
      var read = read(in);
      if (!names.add(entry.getName())) {
        findings.error(entry.getName(), "is in the jar twice", "build the jar anew");
      }
      if (read.crc != entry.getCrc()) {
        findings.error(
            entry.getName(), "is damaged: its checksum is wrong", "build or send the jar anew");
        return;
      }
      content(entry.getName(), read);
    }
    if (entry.getName().endsWith(".jar")) {
      try (var in = new ZipInputStream(file.getInputStream(entry))) {
        library(entry.getName(), in);
      } catch (EOFException | ZipException _) {
        findings.error(entry.getName(), "is not a whole jar", "embed the library anew");
      }
    }
  }

  /** Its own checksums are checked as it is read. */
  private void library(String name, ZipInputStream in) throws IOException {
    int entries = 0;
    for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
      entries++;
      content(name + "!/" + entry.getName(), read(in));
    }
    if (entries == 0) {
      throw new ZipException();
    }
  }

  /** What an entry begins with, and its checksum. */
  private record Head(int magic, int version, long crc) {}

  private Head read(InputStream in) throws IOException {
    var crc = new CRC32();
    int magic = 0;
    int version = 0;
    long length = 0;
    for (int n; (n = in.readNBytes(buffer, 0, buffer.length)) > 0; length += n) {
      if (length == 0 && n >= 8) {
        magic = bigEndian(0);
        version = bigEndian(4);
      }
      crc.update(buffer, 0, n);
      bytes += n;
      if (bytes > MOST_BYTES) {
        throw new IOException("it unpacks to more than " + (MOST_BYTES >> 20) + " MiB");
      }
    }
    return new Head(magic, version, crc.getValue());
  }

  private void content(String name, Head head) {
    if (name.endsWith(".class")) {
      if (!VERSIONED.matcher(name).find()) {
        classFile(name, head.magic, head.version);
      }
    } else if (NATIVE_NAME.matcher(name).matches() || NATIVE_MAGIC.contains(head.magic)) {
      findings.error(
          name,
          "is native code, which a plugin may not carry",
          "leave it out, and load a library that the user has installed");
    }
  }

  /** Its version is minor, then major, in 16 bits each (JVMS 4.1). */
  private void classFile(String name, int magic, int version) {
    int major = version & 0xFFFF;
    if (magic != MAGIC) {
      findings.error(name, "is not a class file", "build the jar anew");
    } else if (major > NEWEST_CLASS_FILE) {
      findings.error(
          name,
          "is compiled for Java %d, this platform runs Java %d"
              .formatted(major - 44, NEWEST_CLASS_FILE - 44),
          "compile with --release " + (NEWEST_CLASS_FILE - 44));
    } else if (version >>> 16 == PREVIEW) {
      findings.error(
          name,
          "uses preview features of Java " + (major - 44),
          "compile without --enable-preview");
    }
  }

  private int bigEndian(int at) {
    return ByteBuffer.wrap(buffer).getInt(at);
  }
}
