package org.hillock.lab.trust;

import java.io.IOException;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** Who signed a jar, by the JDK's own verification of every entry. */
sealed interface JarSignature {

  /** Nobody did. */
  record None() implements JarSignature {}

  /** Somebody did, but the jar is not what was signed. */
  record Broken(String problem) implements JarSignature {}

  /**
   * Every entry is signed by each of these.
   *
   * @param chains at least one: the signer's certificate, then those that vouch for it
   */
  record By(List<List<X509Certificate>> chains) implements JarSignature {}

  /**
   * Reads a jar to its end.
   *
   * @throws IOException if it is not a whole jar
   */
  static JarSignature of(Path jar) throws IOException {
    try (var file = new JarFile(jar.toFile(), true)) {
      return new Reading(file).signature();
    } catch (SecurityException e) {
      return new Broken(e.getMessage());
    }
  }

  /** One reading of a jar. */
  final class Reading {

    private static final long MOST_BYTES = 1L << 30;
    private static final Pattern BLOCK = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");

    private final JarFile file;
    private final byte[] buffer = new byte[1 << 16];
    private long bytes;

    private Reading(JarFile file) {
      this.file = file;
    }

    private JarSignature signature() throws IOException {
      var unsigned = Optional.<String>empty();
      var common = Optional.<Set<CodeSigner>>empty();
      boolean any = false;
      boolean blocks = false;
      for (var entry : file.stream().filter(e -> !e.isDirectory()).toList()) {
        read(entry);
        var name = entry.getName().toUpperCase(Locale.ROOT);
        if (BLOCK.matcher(name).matches()) {
          blocks = true;
        } else if (!name.equals(JarFile.MANIFEST_NAME)) {
          var signers = signers(entry);
          any |= !signers.isEmpty();
          unsigned = unsigned.or(() -> Optional.of(entry.getName()).filter(_ -> signers.isEmpty()));
          common.ifPresent(all -> all.retainAll(signers));
          common = common.or(() -> Optional.of(signers));
        }
      }
      if (!any) {
        return blocks
            ? new Broken("it carries a signature, but one that vouches for none of its files")
            : new None();
      }
      if (unsigned.isPresent()) {
        return new Broken(unsigned.get() + " was added after it was signed");
      }
      var missing = missing();
      if (missing.isPresent()) {
        return new Broken(missing.get() + " was removed after it was signed");
      }
      var chains = common.stream().flatMap(Set::stream).map(Reading::chain).toList();
      return chains.isEmpty()
          ? new Broken("no signer vouches for all of its files")
          : new By(chains);
    }

    private void read(JarEntry entry) throws IOException {
      try (var in = file.getInputStream(entry)) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          bytes += n;
          if (bytes > MOST_BYTES) {
            throw new IOException("it unpacks to more than " + (MOST_BYTES >> 20) + " MiB");
          }
        }
      }
    }

    private static Set<CodeSigner> signers(JarEntry entry) {
      var signers = entry.getCodeSigners();
      return new LinkedHashSet<>(signers == null ? List.of() : List.of(signers));
    }

    /** A file that the manifest has a digest of; the JDK does not mind its absence. */
    private Optional<String> missing() throws IOException {
      return file.getManifest().getEntries().keySet().stream()
          .filter(name -> file.getEntry(name) == null)
          .sorted()
          .findFirst();
    }

    private static List<X509Certificate> chain(CodeSigner signer) {
      return signer.getSignerCertPath().getCertificates().stream()
          .map(X509Certificate.class::cast)
          .toList();
    }
  }
}
