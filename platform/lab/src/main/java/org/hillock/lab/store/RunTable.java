package org.hillock.lab.store;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.metric.Metric;
import org.hillock.engine.run.Progress;
import org.hillock.lab.record.Json;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.Manifest;
import org.hillock.lab.record.Page;
import org.hillock.lab.record.PageRequest;
import org.hillock.lab.record.Run;
import org.hillock.lab.record.RunError;
import org.hillock.lab.record.RunState;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The runs. Deleted ones are invisible at once and purged afterwards. */
public final class RunTable {

  private static final String TAGS = "run_tags";
  private static final Listing<Run> LISTING =
      new Listing<>(
          "runs",
          TAGS,
          Map.of("state", "state", "experiment", "experiment"),
          (row, _) -> read(row, false));
  private static final TypeReference<List<Metric.Figure>> FIGURES = new TypeReference<>() {};

  private final Jdbi jdbi;

  RunTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Adds a queued run; its first event, sequence 1, says so. */
  public void insert(Run run, List<Manifest.Pin> plugins, Request request) {
    jdbi.useTransaction(
        handle -> {
          handle
              .createUpdate(
                  """
                  insert into runs (id, experiment, title, state, seed, created, resumed_from,
                    manifest, reserved, request_id, request_hash, deleted)
                  values (:id, :experiment, :title, :state, :seed, :created, :resumed,
                    :manifest, 1, nullif(:request, ''), :hash, false)
                  """)
              .bind("id", run.id())
              .bind("experiment", run.experiment())
              .bind("title", run.title())
              .bind("state", run.state().name())
              .bind("seed", run.seed())
              .bind("created", Times.column(run.created()))
              .bind("resumed", run.resumedFrom())
              .bind("manifest", run.manifest().orElseThrow())
              .bind("request", request.id())
              .bind("hash", request.hash())
              .execute();
          Listing.addTags(handle, TAGS, run.id(), run.tags());
          for (var sha256 : plugins.stream().map(Manifest.Pin::sha256).distinct().toList()) {
            handle.execute("insert into run_plugins values (?, ?)", run.id(), sha256);
          }
          EventTable.insertState(handle, run.id(), 1, run.created(), run.state(), Optional.empty());
        });
  }

  /** Replaces a run's manifest by the same with what computes it. */
  public void complete(Manifest manifest) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("update runs set manifest = :manifest where id = :id")
                .bind("manifest", Json.write(manifest))
                .bind("id", manifest.run())
                .execute());
  }

  /** One with its manifest. */
  public Optional<Run> find(String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from runs where id = :id and not deleted")
                .bind("id", id)
                .map((row, _) -> read(row, true))
                .findOne()
                .map(found -> tagged(handle, List.of(found)).getFirst()));
  }

  /** What a request made, with the request's hash; deleted runs too. */
  public Optional<Made> madeBy(String requestId) {
    return jdbi.withHandle(handle -> Made.find(handle, "runs", requestId));
  }

  /** Newest first, without manifests. */
  public Page<Run> list(PageRequest request) {
    checkStates(request);
    return jdbi.inTransaction(
        handle -> {
          var page = LISTING.page(handle, request, "not deleted");
          return new Page<>(tagged(handle, page.items()), page.nextToken());
        });
  }

  private static void checkStates(PageRequest request) {
    var states = Arrays.stream(RunState.values()).map(RunState::name).toList();
    for (var term : Filter.parse(request.filter(), LISTING.keys()).terms()) {
      if (term.key().equals("state") && !states.contains(term.value())) {
        throw LabException.argument(
            "there is no state '%s'; states are %s"
                .formatted(term.value(), String.join(", ", states)));
      }
    }
  }

  /** The ids of the runs in one of these states, oldest first. */
  public List<String> in(RunState... states) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select id from runs where state in (<states>) and not deleted"
                        + " order by ordinal")
                .bindList("states", List.of(states).stream().map(RunState::name).toList())
                .mapTo(String.class)
                .list());
  }

  /** The ids of an experiment's runs. */
  public List<String> of(String experiment) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select id from runs where experiment = :e and not deleted")
                .bind("e", experiment)
                .mapTo(String.class)
                .list());
  }

  /** How many unfinished runs name this plugin content. */
  public int users(String sha256) {
    return count(sha256, " and r.state in ('QUEUED', 'STARTING', 'RUNNING')");
  }

  /** Whether any run names this plugin content. */
  public boolean isPinned(String sha256) {
    return count(sha256, "") > 0;
  }

  private int count(String sha256, String condition) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select count(*) from run_plugins p join runs r on r.id = p.run"
                        + " where p.sha256 = :sha256 and not r.deleted"
                        + condition)
                .bind("sha256", sha256)
                .mapTo(Integer.class)
                .one());
  }

  /** Makes a run invisible. */
  public void markDeleted(String id) {
    jdbi.useHandle(handle -> handle.execute("update runs set deleted = true where id = ?", id));
  }

  /** The ids of the runs made invisible but not purged. */
  public List<String> deleted() {
    return jdbi.withHandle(
        handle ->
            handle.createQuery("select id from runs where deleted").mapTo(String.class).list());
  }

  /** Removes a run with all its records. */
  public void purge(String id) {
    jdbi.useHandle(handle -> handle.execute("delete from runs where id = ?", id));
  }

  private static Run read(ResultSet row, boolean withManifest) throws SQLException {
    return new Run(
        row.getString("id"),
        Optional.ofNullable(row.getString("experiment")),
        row.getString("title"),
        RunState.valueOf(row.getString("state")),
        Times.read(row, "created"),
        Times.readOptional(row, "started"),
        Times.readOptional(row, "ended"),
        row.getLong("seed"),
        Optional.ofNullable(row.getString("progress")).map(text -> Json.read(text, Progress.class)),
        Optional.ofNullable(row.getString("figures"))
            .map(text -> Json.read(text, FIGURES))
            .orElse(List.of()),
        Optional.ofNullable(row.getString("error")).map(text -> Json.read(text, RunError.class)),
        Optional.ofNullable(row.getString("resumed_from")),
        Map.of(),
        withManifest ? Optional.of(row.getString("manifest")) : Optional.empty());
  }

  private static List<Run> tagged(Handle handle, List<Run> found) {
    var tags = Listing.tags(handle, TAGS, found.stream().map(Run::id).toList());
    return found.stream().map(run -> run.withTags(tags.getOrDefault(run.id(), Map.of()))).toList();
  }
}
