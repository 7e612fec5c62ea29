package org.hillock.lab.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.lab.record.ExperimentRecord;
import org.hillock.lab.record.Page;
import org.hillock.lab.record.PageRequest;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The stored experiments. */
public final class ExperimentTable {

  private static final String TAGS = "experiment_tags";
  private static final Listing<ExperimentRecord> LISTING =
      new Listing<>("experiments", TAGS, Map.of(), (row, _) -> read(row, false));

  private final Jdbi jdbi;

  ExperimentTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Adds one. */
  public void insert(ExperimentRecord experiment, Request request) {
    jdbi.useTransaction(
        handle -> {
          handle
              .createUpdate(
                  "insert into experiments (id, title, spec, created, request_id, request_hash)"
                      + " values (:id, :title, :spec, :created, nullif(:request, ''), :hash)")
              .bind("id", experiment.id())
              .bind("title", experiment.title())
              .bind("spec", experiment.spec().orElseThrow())
              .bind("created", Times.column(experiment.created()))
              .bind("request", request.id())
              .bind("hash", request.hash())
              .execute();
          Listing.addTags(handle, TAGS, experiment.id(), experiment.tags());
        });
  }

  /** One with its specification. */
  public Optional<ExperimentRecord> find(String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from experiments where id = :id")
                .bind("id", id)
                .map((row, _) -> read(row, true))
                .findOne()
                .map(found -> tagged(handle, List.of(found)).getFirst()));
  }

  /** The id that a request made, with its hash. */
  public Optional<Made> madeBy(String requestId) {
    return jdbi.withHandle(handle -> Made.find(handle, "experiments", requestId));
  }

  /** Newest first, without specifications. */
  public Page<ExperimentRecord> list(PageRequest request) {
    return jdbi.inTransaction(
        handle -> {
          var page = LISTING.page(handle, request, "true");
          return new Page<>(tagged(handle, page.items()), page.nextToken());
        });
  }

  /** Removes one that has no runs. */
  public void delete(String id) {
    jdbi.useHandle(handle -> handle.execute("delete from experiments where id = ?", id));
  }

  private static ExperimentRecord read(ResultSet row, boolean withSpec) throws SQLException {
    return new ExperimentRecord(
        row.getString("id"),
        row.getString("title"),
        Times.read(row, "created"),
        Map.of(),
        withSpec ? Optional.of(row.getString("spec")) : Optional.empty());
  }

  private static List<ExperimentRecord> tagged(Handle handle, List<ExperimentRecord> found) {
    var tags = Listing.tags(handle, TAGS, found.stream().map(ExperimentRecord::id).toList());
    return found.stream()
        .map(
            e ->
                new ExperimentRecord(
                    e.id(), e.title(), e.created(), tags.getOrDefault(e.id(), Map.of()), e.spec()))
        .toList();
  }
}
