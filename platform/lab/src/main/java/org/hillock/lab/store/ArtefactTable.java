package org.hillock.lab.store;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** The checksums of the files of finished runs. */
public final class ArtefactTable {

  /**
   * A file as it was when its run ended.
   *
   * @param path in the run's folder
   */
  public record Entry(String path, long bytes, String sha256, Instant written) {}

  private final Jdbi jdbi;

  ArtefactTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Replaces what is known of a run's files. */
  public void put(String run, Iterable<Entry> files) {
    jdbi.useTransaction(
        handle -> {
          handle.execute("delete from artefacts where run = ?", run);
          for (var file : files) {
            handle.execute(
                "insert into artefacts values (?, ?, ?, ?, ?)",
                run,
                file.path(),
                file.bytes(),
                file.sha256(),
                Times.column(file.written()));
          }
        });
  }

  /** What is known of a run's files, by path. */
  public Map<String, Entry> of(String run) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from artefacts where run = :run")
                .bind("run", run)
                .map(
                    (row, _) ->
                        new Entry(
                            row.getString("path"),
                            row.getLong("bytes"),
                            row.getString("sha256"),
                            Times.read(row, "written")))
                .collect(Collectors.toMap(Entry::path, entry -> entry)));
  }
}
