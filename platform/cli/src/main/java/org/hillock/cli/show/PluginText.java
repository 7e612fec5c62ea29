package org.hillock.cli.show;

import java.util.List;
import java.util.Locale;
import org.hillock.proto.v1.Plugin;

/** Plugins in words. */
public final class PluginText {

  private PluginText() {}

  /** A line for each. */
  public static List<String> list(List<Plugin> plugins) {
    var table = new Table("PLUGIN", "VERSION", "STATE", "USERS", "PAPER", "COMPONENTS");
    for (var plugin : plugins) {
      table.row(
          plugin.getId(),
          plugin.getVersion(),
          state(plugin),
          Integer.toString(plugin.getLeases()),
          plugin.getPaper(),
          Integer.toString(plugin.getComponentsCount()));
    }
    return table.lines();
  }

  /** What became of one. */
  public static void tell(Console console, Plugin plugin) {
    console.data(plugin);
    console.say("%s@%s %s".formatted(plugin.getId(), plugin.getVersion(), state(plugin)));
    plugin.getComponentsList().forEach(component -> console.say("  " + component));
    plugin.getIssuesList().forEach(issue -> console.note("  " + issue.getMessage()));
  }

  private static String state(Plugin plugin) {
    return plugin.getState().name().toLowerCase(Locale.ROOT);
  }
}
