package org.hillock.lab.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The plugins' jars that were ever installed. */
public final class PluginTable {

  /** The origin of plugins that come with Hillock. */
  public static final String SHIPPED = "shipped";

  /**
   * An installed jar.
   *
   * @param origin who installed it
   * @param active whether new runs get it
   */
  public record Entry(
      String sha256, String id, String version, String origin, Instant installed, boolean active) {}

  private final Jdbi jdbi;

  PluginTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Makes a jar the active one of its plugin. */
  public void activate(Entry entry) {
    jdbi.useTransaction(
        handle -> {
          handle.execute("update plugins set active = false where id = ?", entry.id());
          handle.execute("delete from plugins where sha256 = ?", entry.sha256());
          handle.execute(
              "insert into plugins values (?, ?, ?, ?, ?, true)",
              entry.sha256(),
              entry.id(),
              entry.version(),
              entry.origin(),
              Times.column(entry.installed()));
        });
  }

  /** No version of a plugin is active any more. */
  public void deactivate(String id) {
    jdbi.useHandle(handle -> handle.execute("update plugins set active = false where id = ?", id));
  }

  /** All, by id. */
  public List<Entry> all() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from plugins order by id, installed desc")
                .map(
                    (row, _) ->
                        new Entry(
                            row.getString("sha256"),
                            row.getString("id"),
                            row.getString("version"),
                            row.getString("origin"),
                            Times.read(row, "installed"),
                            row.getBoolean("active")))
                .list());
  }

  /** Forgets a jar. */
  public void forget(String sha256) {
    jdbi.useHandle(handle -> handle.execute("delete from plugins where sha256 = ?", sha256));
  }
}
