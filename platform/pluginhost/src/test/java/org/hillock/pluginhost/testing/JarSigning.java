package org.hillock.pluginhost.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStore.PrivateKeyEntry;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;

/** Keys with certificates made on the spot, by which jars are signed as {@code jarsigner} does. */
public final class JarSigning {

  private static final String PASSWORD = "changeit";

  private final Path store;

  /** Keeps the keys in this file. */
  public JarSigning(Path store) {
    this.store = store;
  }

  /**
   * Makes a key with a certificate.
   *
   * @param options of {@code keytool -genkeypair}, for example {@code -signer ca}
   */
  public JarSigning key(String name, String... options) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(List.of(options));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new AssertionError(said);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes certificates into a file. */
  public Path pem(Path file, String... names) {
    var encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
    var text = new StringBuilder();
    try {
      for (var name : names) {
        text.append("-----BEGIN CERTIFICATE-----\n")
            .append(encoder.encodeToString(entry(name).getCertificate().getEncoded()))
            .append("\n-----END CERTIFICATE-----\n");
      }
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Signs a jar. */
  public Path sign(Path jar, Path signed, String name) {
    try (var in = new ZipFile(jar.toFile());
        var out = Files.newOutputStream(signed)) {
      new JarSigner.Builder(entry(name)).signerName("SIGNER").build().sign(in, out);
      return signed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PrivateKeyEntry entry(String name) {
    try {
      var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
      return (PrivateKeyEntry) keys.getEntry(name, new PasswordProtection(PASSWORD.toCharArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
