package org.hillock.server.message;

import org.hillock.lab.record.PluginRecord;
import org.hillock.proto.v1.Plugin;

/** Plugins. */
public final class PluginMessages {

  private PluginMessages() {}

  /** A plugin in one version. */
  public static Plugin of(PluginRecord plugin) {
    var message =
        Plugin.newBuilder()
            .setName(name(plugin))
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

  /** Its name. */
  public static String name(PluginRecord plugin) {
    return "plugins/" + plugin.id() + "@" + plugin.version();
  }
}
