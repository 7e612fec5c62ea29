package org.hillock.lab.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.lab.record.Caller;
import org.hillock.lab.record.DeniedException;
import org.hillock.pluginhost.testing.JarSigning;
import org.hillock.pluginhost.testing.PluginJar;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which jars pass under which policy. */
final class UploadGateTest {

  @TempDir private static Path folder;

  private static JarSigning keys;
  private static Path trust;
  private static Path unsigned;

  @BeforeAll
  static void makeKeys() {
    keys =
        new JarSigning(folder.resolve("keys.p12"))
            .key("lab", "-ext", "bc:c")
            .key("ada", "-signer", "lab")
            .key("web", "-signer", "lab", "-ext", "eku=serverAuth")
            .key("old", "-startdate", "-10d", "-validity", "2")
            .key("stranger");
    trust = keys.pem(folder.resolve("trust.pem"), "lab", "old");
    unsigned =
        PluginJar.surrogate("demo", "1.0.0", "wave", 2).write(folder.resolve("unsigned.jar"));
  }

  private static UploadGate gate(UploadPolicy policy) {
    var file = Optional.of(trust).filter(_ -> policy != UploadPolicy.ANY);
    return new UploadGate(new UploadRules(policy, file, 1 << 20), Clock.systemUTC());
  }

  private static Path signed(String name) {
    return keys.sign(unsigned, folder.resolve(name + ".jar"), name);
  }

  /** What a policy warns of. */
  private static Optional<String> pass(UploadPolicy policy, Path jar) {
    var gate = gate(policy);
    return gate.admit(gate.inspect(jar, "demo.jar"), "demo.jar");
  }

  private static void denied(Path jar, String why) {
    var error = assertThrows(DeniedException.class, () -> pass(UploadPolicy.SIGNED, jar));
    assertTrue(error.getMessage().startsWith("demo.jar is refused: " + why), error::getMessage);
    assertTrue(error.getMessage().contains("--plugin-uploads warn"), error::getMessage);
    var warning = pass(UploadPolicy.WARN, jar).orElseThrow();
    assertTrue(warning.startsWith(why), warning);
    assertEquals(Optional.empty(), pass(UploadPolicy.ANY, jar));
  }

  @Test
  void takesWhatATrustedCertificateSigned() {
    var gate = gate(UploadPolicy.SIGNED);
    var signing = gate.inspect(signed("lab"), "demo.jar");
    assertTrue(signing.signer().matches("CN=lab, SHA-256 [0-9a-f]{64}"), signing.signer());
    assertEquals(Optional.empty(), gate.admit(signing, "demo.jar"));
  }

  @Test
  void takesWhatATrustedCertificateVouchesFor() {
    assertEquals(Optional.empty(), pass(UploadPolicy.SIGNED, signed("ada")));
  }

  @Test
  void readsTrustedCertificatesFromPkcs12() throws Exception {
    var file = folder.resolve("trust.p12");
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var pem = Files.newInputStream(trust)) {
      store.setCertificateEntry(
          "lab", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    try (var out = Files.newOutputStream(file)) {
      store.store(out, null);
    }
    var rules = new UploadRules(UploadPolicy.SIGNED, Optional.of(file), 1 << 20);
    var gate = new UploadGate(rules, Clock.systemUTC());
    assertEquals(Optional.empty(), gate.inspect(signed("ada"), "demo.jar").objection());
    assertTrue(gate.inspect(signed("stranger"), "demo.jar").objection().isPresent());
  }

  @Test
  void deniesWhatNobodyOrAStrangerSigned() {
    denied(unsigned, "it is not signed");
    denied(signed("stranger"), "its signer is not among the trusted");
  }

  @Test
  void deniesACertificateThatHasExpiredOrIsNotForCode() {
    denied(signed("old"), "its signer's certificate is not valid now");
    denied(signed("web"), "its signer's certificate is not for signing code");
  }

  private interface Change {
    void to(FileSystem jar) throws IOException;
  }

  /** Every policy refuses a jar that was changed after it was signed. */
  private static void broken(String why, Change change) throws IOException {
    var jar = signed("lab");
    try (var files = FileSystems.newFileSystem(jar)) {
      change.to(files);
    }
    for (var policy :
        new UploadPolicy[] {UploadPolicy.SIGNED, UploadPolicy.WARN, UploadPolicy.ANY}) {
      var error = assertThrows(HillockException.class, () -> pass(policy, jar));
      assertEquals(ErrorCode.CORRUPT_FILE, error.code());
      assertTrue(error.getMessage().contains(why), error::getMessage);
    }
  }

  @Test
  void refusesAChangedFile() throws IOException {
    broken("demo/Wave.class", jar -> Files.write(jar.getPath("demo/Wave.class"), new byte[99]));
  }

  @Test
  void refusesAnAddedFile() throws IOException {
    broken(
        "demo/More.class was added after it was signed",
        jar -> Files.write(jar.getPath("demo/More.class"), new byte[99]));
  }

  @Test
  void refusesARemovedFile() throws IOException {
    broken(
        "demo/Wave.class was removed after it was signed",
        jar -> Files.delete(jar.getPath("demo/Wave.class")));
  }

  @Test
  void refusesAChangedManifest() throws IOException {
    broken(
        "Manifest main attributes",
        jar -> {
          var manifest = jar.getPath("META-INF/MANIFEST.MF");
          Files.writeString(manifest, Files.readString(manifest).replace("1.0.0", "9.0.0"));
        });
  }

  @Test
  void refusesASignatureWhoseBlockIsGone() throws IOException {
    broken("vouches for none", jar -> Files.delete(jar.getPath("META-INF/SIGNER.EC")));
  }

  @Test
  void refusesWhatIsNoJar() throws IOException {
    var file = Files.writeString(folder.resolve("no.jar"), "no jar");
    var error = assertThrows(HillockException.class, () -> pass(UploadPolicy.ANY, file));
    assertEquals(ErrorCode.PLUGIN_FAULT, error.code());
    assertTrue(error.getMessage().contains("not a whole jar"), error::getMessage);
  }

  @Test
  void namesATrustFileItCannotUse() throws IOException {
    var text = Files.writeString(folder.resolve("no.pem"), "no certificate");
    for (var file : new Path[] {text, folder.resolve("absent.pem"), folder.resolve("keys.p12")}) {
      var rules = new UploadRules(UploadPolicy.SIGNED, Optional.of(file), 1);
      var error =
          assertThrows(HillockException.class, () -> new UploadGate(rules, Clock.systemUTC()));
      assertEquals(ErrorCode.INVALID_ARGUMENT, error.code());
      assertTrue(error.getMessage().contains(file.toString()), error::getMessage);
      assertTrue(error.getMessage().contains("PEM") || error.getMessage().contains("keytool"));
    }
  }

  @Test
  void letsNobodyInWhileItIsOffAndElseThoseWhoMay() {
    var off = new UploadGate(UploadRules.OFF, Clock.systemUTC());
    var operator = Caller.inProcess("operator");
    var closed = assertThrows(DeniedException.class, () -> off.admit(operator));
    assertTrue(closed.getMessage().contains("--plugin-uploads"), closed::getMessage);
    gate(UploadPolicy.ANY).admit(operator);
    var guest = new Caller("guest", "192.0.2.7", false);
    var error = assertThrows(DeniedException.class, () -> gate(UploadPolicy.ANY).admit(guest));
    assertTrue(error.getMessage().contains("192.0.2.7"), error::getMessage);
  }

  @Test
  void rulesThatDoNotFitTogetherAreRefused() {
    assertThrows(
        HillockException.class,
        () -> new UploadRules(UploadPolicy.SIGNED, Optional.empty(), 1 << 20));
    assertThrows(
        HillockException.class,
        () -> new UploadRules(UploadPolicy.ANY, Optional.of(trust), 1 << 20));
  }
}
