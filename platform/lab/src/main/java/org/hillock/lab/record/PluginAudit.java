package org.hillock.lab.record;

import java.time.Instant;

/**
 * An attempt to change the plugins, whatever came of it.
 *
 * @param time when it ended
 * @param caller name of the token shown, or {@code loopback}
 * @param address where it came from; empty if from the lab's own process
 * @param file name of the jar as sent; empty if none was
 * @param plugin id; of a refused jar what its manifest claims, empty if it claims none
 * @param version likewise
 * @param sha256 of the bytes received, 64 lower-case hexadecimal digits; empty if they were refused
 *     before they were complete
 * @param bytes how many were received
 * @param signer subject and SHA-256 fingerprint of the certificate that signed every entry; empty
 *     if none did
 * @param policy the {@code UploadPolicy} in force
 * @param reason why it was refused or failed; for one that was done, what the policy warns of
 */
public record PluginAudit(
    Instant time,
    Action action,
    String caller,
    String address,
    String file,
    String plugin,
    String version,
    String sha256,
    long bytes,
    String signer,
    String policy,
    Outcome outcome,
    String reason) {

  /** What was attempted. */
  public enum Action {
    /** To put a version into service. */
    INSTALL,
    /** To take one out of service. */
    UNINSTALL,
    /** To return to a version that was in service before. */
    ROLL_BACK
  }

  /** What came of it. */
  public enum Outcome {
    /** It was done. */
    DONE,
    /** It was not allowed, or what was sent is wrong. */
    REFUSED,
    /** It was given up or met a fault of the lab. */
    FAILED
  }
}
