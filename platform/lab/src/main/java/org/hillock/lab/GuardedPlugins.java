package org.hillock.lab;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hillock.lab.record.Caller;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.Page;
import org.hillock.lab.record.PageRequest;
import org.hillock.lab.record.PluginAudit;
import org.hillock.lab.record.PluginAudit.Action;
import org.hillock.lab.record.PluginRecord;
import org.hillock.lab.store.AuditTable;
import org.hillock.lab.store.PluginTable;
import org.hillock.lab.trust.UploadGate;
import org.hillock.lab.trust.UploadRules;

/** Lets through to the store what the rules allow, and records every attempt. */
final class GuardedPlugins implements Plugins {

  private final PluginStore store;
  private final Home home;
  private final UploadGate gate;
  private final AuditTable audits;
  private final DiskGuard disk;
  private final Clock clock;

  GuardedPlugins(
      PluginStore store,
      Home home,
      UploadGate gate,
      AuditTable audits,
      DiskGuard disk,
      Clock clock) {
    this.store = store;
    this.home = home;
    this.gate = gate;
    this.audits = audits;
    this.disk = disk;
    this.clock = clock;
  }

  @Override
  public List<PluginRecord> list() {
    return store.list();
  }

  @Override
  public PluginRecord get(String id, String version) {
    return store.get(id, version);
  }

  @Override
  public UploadRules rules() {
    return gate.rules();
  }

  @Override
  public PluginUpload upload(String fileName, String sha256, Caller caller) {
    var attempt = attempt(Action.INSTALL, caller, fileName);
    return attempt.step(
        () -> {
          gate.admit(caller);
          disk.check();
          return new StagedUpload(attempt, gate, store, home, fileName, sha256, caller.name());
        });
  }

  @Override
  public PluginRecord uninstall(String id, String version, Caller caller) {
    return change(Action.UNINSTALL, id, version, caller, () -> store.uninstall(id, version));
  }

  @Override
  public PluginRecord rollBack(String id, Optional<String> version, Caller caller) {
    var attempt = attempt(Action.ROLL_BACK, caller, "");
    attempt.concerns(id, version.orElse(""));
    return attempt.complete(
        () -> {
          gate.admit(caller);
          var earlier = store.earlier(id, version);
          if (!earlier.origin().equals(PluginTable.SHIPPED)) {
            var name = earlier.id() + " " + earlier.version();
            var signing = gate.inspect(home.jar(earlier.sha256()), name);
            attempt.signedBy(signing.signer());
            gate.admit(signing, name).ifPresent(attempt::warn);
          }
          return store.putBack(earlier);
        });
  }

  private PluginRecord change(
      Action action, String id, String version, Caller caller, Supplier<PluginRecord> work) {
    var attempt = attempt(action, caller, "");
    attempt.concerns(id, version);
    return attempt.complete(
        () -> {
          gate.admit(caller);
          return work.get();
        });
  }

  private Attempt attempt(Action action, Caller caller, String fileName) {
    return new Attempt(audits, clock, action, caller, gate.rules().policy().text(), fileName);
  }

  @Override
  public Page<PluginAudit> audits(PageRequest request) {
    return audits.list(request);
  }
}
