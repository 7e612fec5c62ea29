package org.hillock.lab.store;

import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcDataSource;
import org.hillock.api.ErrorCode;
import org.hillock.lab.record.LabException;
import org.jdbi.v3.core.Jdbi;

/** The database of a lab. */
public final class Store implements AutoCloseable {

  private final Jdbi jdbi;

  private Store(Jdbi jdbi) {
    this.jdbi = jdbi;
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
    source.setURL("jdbc:h2:file:" + file.toAbsolutePath() + ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1");
    try {
      Flyway.configure().dataSource(source).load().migrate();
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
    return new Store(Jdbi.create(source));
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

  @Override
  public void close() {
    jdbi.useHandle(handle -> handle.execute("shutdown"));
  }
}
