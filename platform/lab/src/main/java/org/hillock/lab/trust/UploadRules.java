package org.hillock.lab.trust;

import java.nio.file.Path;
import java.util.Optional;
import org.hillock.lab.record.LabException;

/**
 * The rules for plugins that are sent to a lab at work.
 *
 * @param trust the trusted certificates: X.509 in PEM, or PKCS #12; read anew for each jar
 * @param maxBytes the greatest jar taken
 */
public record UploadRules(UploadPolicy policy, Optional<Path> trust, long maxBytes) {

  private static final long USUAL_BYTES = 64L << 20;

  /** Nothing is taken. */
  public static final UploadRules OFF =
      new UploadRules(UploadPolicy.OFF, Optional.empty(), USUAL_BYTES);

  /** Everything is taken. */
  public static final UploadRules ANY =
      new UploadRules(UploadPolicy.ANY, Optional.empty(), USUAL_BYTES);

  public UploadRules {
    boolean checksSigners = policy == UploadPolicy.SIGNED || policy == UploadPolicy.WARN;
    if (policy == UploadPolicy.SIGNED && trust.isEmpty()) {
      throw LabException.argument(
          "the plugin policy 'signed' needs the certificates to trust: --plugin-trust FILE");
    }
    if (trust.isPresent() && !checksSigners) {
      throw LabException.argument(
          ("certificates to trust have no effect under the plugin policy '%s'; choose"
                  + " --plugin-uploads signed or warn")
              .formatted(policy.text()));
    }
    if (maxBytes < 1) {
      throw LabException.argument(
          "the greatest plugin taken must have at least 1 byte, got " + maxBytes);
    }
  }

  /** The same with this limit. */
  public UploadRules withMaxBytes(long bytes) {
    return new UploadRules(policy, trust, bytes);
  }
}
