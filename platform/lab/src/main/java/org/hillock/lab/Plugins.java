package org.hillock.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.hillock.lab.record.Caller;
import org.hillock.lab.record.Page;
import org.hillock.lab.record.PageRequest;
import org.hillock.lab.record.PluginAudit;
import org.hillock.lab.record.PluginRecord;
import org.hillock.lab.trust.UploadRules;

/**
 * The plugins of the lab. Jars are kept under their SHA-256, as long as they are active, were so
 * before the active one, or a run's manifest names them. Every attempt to change them is recorded,
 * whatever came of it. Safe for use by several threads.
 */
public interface Plugins {

  /** All plugins, by id, newest version first; also versions out of service whose jar is kept. */
  List<PluginRecord> list();

  /** One plugin in one version. */
  PluginRecord get(String id, String version);

  /** What is taken, and from whom. */
  UploadRules rules();

  /**
   * Begins to take a jar in.
   *
   * @param fileName for messages
   * @param sha256 what the jar's checksum must be; empty if not known
   * @param caller who installs it
   * @throws org.hillock.lab.record.DeniedException if the rules do not let the caller do so
   * @throws org.hillock.api.HillockException {@code RESOURCE_EXHAUSTED} if the disk is full
   */
  PluginUpload upload(String fileName, String sha256, Caller caller);

  /** {@link #upload} of all that a stream holds. */
  default PluginRecord install(InputStream jar, String fileName, String sha256, Caller caller)
      throws IOException {
    try (var upload = upload(fileName, sha256, caller)) {
      var buffer = new byte[1 << 16];
      for (int n = jar.read(buffer); n >= 0; n = jar.read(buffer)) {
        upload.write(ByteBuffer.wrap(buffer, 0, n));
      }
      return upload.install();
    }
  }

  /**
   * Takes a plugin out; new runs no longer get it. A shipped one is back at the next start.
   *
   * @throws org.hillock.lab.record.DeniedException if the rules do not let the caller do so
   */
  PluginRecord uninstall(String id, String version, Caller caller);

  /**
   * Puts a version back into service that was before, as {@link #upload} would: new runs get it,
   * the active one is drained.
   *
   * @param version empty for the one that was active before
   * @throws org.hillock.lab.record.DeniedException if the rules do not let the caller do so, or
   *     want another signature by now
   * @throws org.hillock.api.HillockException {@code NOT_FOUND} if no such version is kept
   */
  PluginRecord rollBack(String id, Optional<String> version, Caller caller);

  /**
   * The attempts to change plugins, newest first. Filters: {@code plugin}, {@code action}, {@code
   * outcome}, {@code caller}.
   */
  Page<PluginAudit> audits(PageRequest request);
}
