package org.hillock.lab;

import java.time.Clock;
import java.util.function.Supplier;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.lab.record.Caller;
import org.hillock.lab.record.PluginAudit;
import org.hillock.lab.record.PluginRecord;
import org.hillock.lab.store.AuditTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An attempt to change the plugins, with what is known of it so far. Recorded once, at its end. */
final class Attempt {

  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  private final AuditTable table;
  private final Clock clock;
  private final PluginAudit.Action action;
  private final Caller caller;
  private final String policy;
  private final String file;
  private String plugin = "";
  private String version = "";
  private String sha256 = "";
  private long bytes;
  private String signer = "";
  private String warning = "";
  private boolean ended;

  Attempt(
      AuditTable table,
      Clock clock,
      PluginAudit.Action action,
      Caller caller,
      String policy,
      String file) {
    this.table = table;
    this.clock = clock;
    this.action = action;
    this.caller = caller;
    this.policy = policy;
    this.file = file;
  }

  void received(long total) {
    bytes = total;
  }

  void hashed(String hash) {
    sha256 = hash;
  }

  void signedBy(String name) {
    signer = name;
  }

  void warn(String text) {
    warning = text;
  }

  void concerns(String id, String itsVersion) {
    plugin = id;
    version = itsVersion;
  }

  /** A part of the attempt; its failure is the attempt's. */
  <T> T step(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException | Error e) {
      failed(e);
      throw e;
    }
  }

  /** The last part of the attempt. */
  PluginRecord complete(Supplier<PluginRecord> work) {
    var changed = step(work);
    concerns(changed.id(), changed.version());
    hashed(changed.sha256());
    end(PluginAudit.Outcome.DONE, warning);
    return changed;
  }

  private void failed(Throwable error) {
    boolean known = error instanceof HillockException e && e.code() != ErrorCode.INTERNAL;
    var outcome = known ? PluginAudit.Outcome.REFUSED : PluginAudit.Outcome.FAILED;
    try {
      end(outcome, known ? error.getMessage() : error.toString());
    } catch (RuntimeException e) {
      LOG.error("an attempt to change plugins cannot be recorded", e);
      error.addSuppressed(e);
    }
  }

  /** Its end, if nothing ended it before. */
  void abandon() {
    end(PluginAudit.Outcome.FAILED, "it was given up before the jar was complete");
  }

  private void end(PluginAudit.Outcome outcome, String reason) {
    if (ended) {
      return;
    }
    ended = true;
    var audit =
        new PluginAudit(
            clock.instant(),
            action,
            caller.name(),
            caller.address(),
            file,
            plugin,
            version,
            sha256,
            bytes,
            signer,
            policy,
            outcome,
            reason);
    table.insert(audit);
  }
}
