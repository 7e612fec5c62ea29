package org.hillock.server.message;

import org.hillock.lab.record.PluginRecord;
import org.hillock.proto.v1.Plugin;
import org.hillock.proto.v1.PluginAudit;

/** Plugins. */
public final class PluginMessages {

  private PluginMessages() {}

  /** A plugin in one version. */
  public static Plugin of(PluginRecord plugin) {
    var message =
        Plugin.newBuilder()
            .setName(name(plugin.id(), plugin.version()))
            .setId(plugin.id())
            .setVersion(plugin.version())
            .setSha256(plugin.sha256())
            .setState(Plugin.State.valueOf(plugin.state()))
            .setPaper(plugin.paper())
            .setInstallTime(Times.of(plugin.installed()))
            .setLeases(plugin.users());
    plugin.components().forEach(component -> message.addComponents("components/" + component));
    plugin
        .problems()
        .forEach(
            problem ->
                message
                    .addIssuesBuilder()
                    .setSeverity(Plugin.Issue.Severity.WARNING)
                    .setMessage(problem));
    return message.build();
  }

  /** An attempt to change the plugins. */
  public static PluginAudit of(org.hillock.lab.record.PluginAudit audit) {
    return PluginAudit.newBuilder()
        .setTime(Times.of(audit.time()))
        .setAction(PluginAudit.Action.valueOf(audit.action().name()))
        .setCaller(audit.caller())
        .setAddress(audit.address())
        .setFileName(audit.file())
        .setPluginId(audit.plugin())
        .setVersion(audit.version())
        .setSha256(audit.sha256())
        .setSizeBytes(audit.bytes())
        .setSigner(audit.signer())
        .setPolicy(audit.policy())
        .setOutcome(PluginAudit.Outcome.valueOf(audit.outcome().name()))
        .setReason(audit.reason())
        .build();
  }

  /** Its name. */
  static String name(String id, String version) {
    return "plugins/" + id + "@" + version;
  }
}
