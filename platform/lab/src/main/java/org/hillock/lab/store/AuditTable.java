package org.hillock.lab.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.hillock.lab.record.Page;
import org.hillock.lab.record.PageRequest;
import org.hillock.lab.record.PluginAudit;
import org.jdbi.v3.core.Jdbi;

/** Who attempted to change the plugins. Grows only. */
public final class AuditTable {

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_TEXT = 1000;

  private static final Listing<PluginAudit> LISTING =
      new Listing<>(
          "plugin_audits",
          Listing.NO_TAGS,
          Map.of("plugin", "plugin", "action", "action", "outcome", "outcome", "caller", "caller"),
          (row, _) -> read(row));

  private final Jdbi jdbi;

  AuditTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Adds one. */
  public void insert(PluginAudit audit) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "insert into plugin_audits (happened, action, caller, address, file_name,"
                        + " plugin, version, sha256, bytes, signer, policy, outcome, reason) values"
                        + " (:happened, :action, :caller, :address, :file, :plugin, :version,"
                        + " :sha256, :bytes, :signer, :policy, :outcome, :reason)")
                .bind("happened", Times.column(audit.time()))
                .bind("action", audit.action().name())
                .bind("caller", cut(audit.caller(), LONGEST_NAME))
                .bind("address", audit.address())
                .bind("file", cut(audit.file(), LONGEST_TEXT))
                .bind("plugin", cut(audit.plugin(), LONGEST_NAME))
                .bind("version", cut(audit.version(), LONGEST_NAME / 2))
                .bind("sha256", audit.sha256())
                .bind("bytes", audit.bytes())
                .bind("signer", cut(audit.signer(), LONGEST_TEXT))
                .bind("policy", audit.policy())
                .bind("outcome", audit.outcome().name())
                .bind("reason", audit.reason())
                .execute());
  }

  /** What a client sends may be of any length. */
  private static String cut(String text, int longest) {
    return text.substring(0, Math.min(text.length(), longest));
  }

  /** Newest first. */
  public Page<PluginAudit> list(PageRequest request) {
    return jdbi.withHandle(handle -> LISTING.page(handle, request, "true"));
  }

  private static PluginAudit read(ResultSet row) throws SQLException {
    return new PluginAudit(
        Times.read(row, "happened"),
        PluginAudit.Action.valueOf(row.getString("action")),
        row.getString("caller"),
        row.getString("address"),
        row.getString("file_name"),
        row.getString("plugin"),
        row.getString("version"),
        row.getString("sha256"),
        row.getLong("bytes"),
        row.getString("signer"),
        row.getString("policy"),
        PluginAudit.Outcome.valueOf(row.getString("outcome")),
        row.getString("reason"));
  }
}
