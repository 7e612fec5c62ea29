package org.hillock.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A certificate for localhost, signed by itself, as the JDK's keytool makes it.
 *
 * @param certificate PEM
 * @param key PEM, PKCS #8
 */
record SelfSigned(Path certificate, Path key) {

  private static final String PASSWORD = "changeit";

  static SelfSigned make(Path folder) throws IOException {
    var store = folder.resolve("identity.p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    var process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes());
    try {
      if (process.waitFor() != 0) {
        throw new AssertionError(said);
      }
      var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
      var key = keys.getKey("server", PASSWORD.toCharArray());
      return new SelfSigned(
          pem(folder, "CERTIFICATE", keys.getCertificate("server").getEncoded()),
          pem(folder, "PRIVATE KEY", key.getEncoded()));
    } catch (GeneralSecurityException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Path pem(Path folder, String what, byte[] der) throws IOException {
    var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    var text = "-----BEGIN %s-----\n%s\n-----END %1$s-----\n".formatted(what, base64);
    return Files.writeString(folder.resolve(what.replace(' ', '-') + ".pem"), text);
  }
}
