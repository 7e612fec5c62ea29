package org.hillock.lab.trust;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.lab.record.Caller;
import org.hillock.lab.record.DeniedException;
import org.hillock.lab.record.LabException;

/** Applies the rules for uploads. Safe for use by several threads. */
public final class UploadGate {

  private final UploadRules rules;
  private final Clock clock;

  /**
   * What is known of a jar's signature.
   *
   * @param signer subject and fingerprint of its certificate; empty if nobody signed the jar
   * @param objection why the signature is not to be trusted; empty if it is
   */
  public record Signing(String signer, Optional<String> objection) {}

  /**
   * A gate.
   *
   * @throws LabException {@code INVALID_ARGUMENT} if the trusted certificates cannot be read
   */
  public UploadGate(UploadRules rules, Clock clock) {
    this.rules = rules;
    this.clock = clock;
    rules.trust().ifPresent(TrustStore::read);
  }

  /** The rules. */
  public UploadRules rules() {
    return rules;
  }

  /**
   * Refuses whoever may not change plugins here.
   *
   * @throws DeniedException with what to do
   */
  public void admit(Caller caller) {
    if (rules.policy() == UploadPolicy.OFF) {
      throw new DeniedException(
          "this server's plugins cannot be changed while it runs: a plugin is code that it would"
              + " execute; if that is wanted, start the server with --plugin-uploads signed, warn"
              + " or any");
    }
    if (!caller.mayChangePlugins()) {
      throw new DeniedException(
          ("'%s' from %s may not change this server's plugins; show a token of the server's"
                  + " --plugin-token-file")
              .formatted(caller.name(), caller.address()));
    }
  }

  /**
   * Looks at a jar's signature.
   *
   * @param name for messages
   * @throws LabException {@code PLUGIN_FAULT} if it is no whole jar, {@code CORRUPT_FILE} if it is
   *     not what was signed
   */
  public Signing inspect(Path jar, String name) {
    return switch (signature(jar, name)) {
      case JarSignature.None _ -> new Signing("", Optional.of("it is not signed"));
      case JarSignature.By(var chains) -> signed(chains);
      case JarSignature.Broken(var problem) ->
          throw new LabException(
              ErrorCode.CORRUPT_FILE,
              "the signature of %s is broken: %s; build and sign it anew".formatted(name, problem),
              Map.of("file", name));
    };
  }

  private static JarSignature signature(Path jar, String name) {
    try {
      return JarSignature.of(jar);
    } catch (IOException e) {
      throw new LabException(
          ErrorCode.PLUGIN_FAULT,
          "the plugin %s cannot be installed: the file is not a whole jar: %s"
              .formatted(name, e.getMessage()),
          Map.of("file", name));
    }
  }

  private Signing signed(List<List<X509Certificate>> chains) {
    if (rules.trust().isEmpty()) {
      return new Signing(
          describe(chains.getFirst()),
          Optional.of("the server was given no certificates to trust"));
    }
    var trusted = TrustStore.read(rules.trust().get());
    var now = clock.instant();
    var accepted = chains.stream().filter(chain -> trusted.objection(chain, now).isEmpty());
    var signer = accepted.findFirst().orElse(chains.getFirst());
    return new Signing(describe(signer), trusted.objection(signer, now));
  }

  /**
   * Applies the policy.
   *
   * @param name for messages
   * @return what it warns of
   * @throws DeniedException if it wants another signature
   */
  public Optional<String> admit(Signing signing, String name) {
    return switch (rules.policy()) {
      case ANY -> Optional.empty();
      case WARN -> signing.objection();
      case OFF, SIGNED -> {
        if (signing.objection().isPresent()) {
          throw new DeniedException(
              ("%s is refused: %s; sign it (jarsigner) with a certificate that this server trusts,"
                      + " or start the server with --plugin-uploads warn or any")
                  .formatted(name, signing.objection().get()));
        }
        yield Optional.empty();
      }
    };
  }

  private static String describe(List<X509Certificate> chain) {
    try {
      var signer = chain.getFirst();
      var digest = MessageDigest.getInstance("SHA-256").digest(signer.getEncoded());
      return signer.getSubjectX500Principal().getName()
          + ", SHA-256 "
          + HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was just used has no encoding", e);
    }
  }
}
