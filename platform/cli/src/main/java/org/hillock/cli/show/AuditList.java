package org.hillock.cli.show;

import java.util.List;
import java.util.Locale;
import org.hillock.proto.v1.PluginAudit;

/** Attempts to change a server's plugins, in words. */
public final class AuditList {

  private static final int SHORT = 12;

  private final Table table =
      new Table("TIME", "WHO", "ACTION", "OUTCOME", "PLUGIN", "SHA-256", "SIGNER", "REASON");

  /** Adds an attempt. */
  public void add(PluginAudit audit) {
    table.row(
        RunList.time(audit.getTime()),
        Console.plain(audit.getCaller()) + from(audit.getAddress()),
        word(audit.getAction().name()),
        word(audit.getOutcome().name()),
        Console.plain(what(audit)),
        audit.getSha256().substring(0, Math.min(SHORT, audit.getSha256().length())),
        Console.plain(audit.getSigner().replaceFirst(", SHA-256 .*", "")),
        Console.plain(audit.getReason().lines().findFirst().orElse("")));
  }

  /** A heading, then a line for each attempt. */
  public List<String> lines() {
    return table.lines();
  }

  private static String from(String address) {
    return address.isEmpty() ? "" : " (" + address + ")";
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String what(PluginAudit audit) {
    return audit.getPluginId().isEmpty()
        ? audit.getFileName()
        : audit.getPluginId() + "@" + audit.getVersion();
  }
}
