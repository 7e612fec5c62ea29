package org.hillock.lab.store;

import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcDataSource;
import org.hillock.api.ErrorCode;
import org.hillock.lab.record.LabException;
import org.jdbi.v3.core.Jdbi;

/** The database of a lab. */
public final class Store implements AutoCloseable {

  private final DataSource source;
  private final Jdbi jdbi;

  private Store(DataSource source) {
    this.source = source;
    this.jdbi = Jdbi.create(source);
  }

  /**
   * Opens a database, making or migrating it.
   *
   * @param file its path without the ending that the database adds
   * @throws LabException {@code CORRUPT_FILE} if it cannot be read or is of a later Hillock
   */
  public static Store open(Path file) {
    var source = new JdbcDataSource();
    // Without a write delay a commit has left the process when it returns. The database stays open
    // between connections, and a fault of the disk closes it: the next connection opens it anew.
    // It is closed with the lab and not by a hook of its own, which might come before the lab's.
    source.setURL(
        "jdbc:h2:file:"
            + file.toAbsolutePath()
            + ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE");
    try {
      // No pattern: migrations of a later Hillock are not ignored.
      Flyway.configure().dataSource(source).ignoreMigrationPatterns(new String[0]).load().migrate();
    } catch (FlywayException e) {
      throw new LabException(
          ErrorCode.CORRUPT_FILE,
          "the lab's database %s cannot be opened; it is damaged, not readable, or of a later "
                  .formatted(file)
              + "Hillock: restore it, or begin with another home ("
              + e.getMessage()
              + ")",
          e);
    }
    return new Store(source);
  }

  /** The stored experiments. */
  public ExperimentTable experiments() {
    return new ExperimentTable(jdbi);
  }

  /** The runs. */
  public RunTable runs() {
    return new RunTable(jdbi);
  }

  /** What happened in the runs. */
  public EventTable events() {
    return new EventTable(jdbi);
  }

  /** What was measured in the runs. */
  public MetricTable metrics() {
    return new MetricTable(jdbi);
  }

  /** The files of the runs. */
  public ArtefactTable artefacts() {
    return new ArtefactTable(jdbi);
  }

  /** The plugins' jars. */
  public PluginTable plugins() {
    return new PluginTable(jdbi);
  }

  /** Who attempted to change the plugins. */
  public AuditTable audits() {
    return new AuditTable(jdbi);
  }

  @Override
  public void close() {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("shutdown");
    } catch (SQLException e) {
      throw new LabException(ErrorCode.INTERNAL, "the lab's database cannot be closed", e);
    }
  }
}
