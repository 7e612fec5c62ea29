package org.hillock.lab.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hillock.api.metric.Metric;
import org.hillock.engine.run.Progress;
import org.hillock.lab.record.Json;
import org.hillock.lab.record.MetricPoint;
import org.hillock.lab.record.RunError;
import org.hillock.lab.record.RunEvent;
import org.hillock.lab.record.RunEvent.LogLine;
import org.hillock.lab.record.RunEvent.Point;
import org.hillock.lab.record.RunEvent.StateChange;
import org.hillock.lab.record.RunState;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The stored events of the runs: states and log lines, and the metric points. */
public final class EventTable {

  private final Jdbi jdbi;

  EventTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Adds events of a run. A change of state changes the run too.
   *
   * @param reserved no event so far, stored or not, has a greater sequence
   * @param progress how far the run is, if known
   * @param figures final figures; empty before the end
   */
  public void append(
      String run,
      List<RunEvent> events,
      long reserved,
      Optional<Progress> progress,
      List<Metric.Figure> figures) {
    jdbi.useTransaction(
        handle -> {
          for (var event : events) {
            switch (event) {
              case StateChange change -> change(handle, run, change, progress, figures);
              case LogLine line ->
                  insert(handle, run, line.sequence(), line.time(), "LOG", line.text());
              default -> {}
            }
          }
          points(handle, run, events);
          handle.execute("update runs set reserved = ? where id = ?", reserved, run);
        });
  }

  private static void points(Handle handle, String run, List<RunEvent> events) {
    var batch = handle.prepareBatch("insert into metric_points values (?, ?, ?, ?, ?, ?, ?)");
    for (var event : events) {
      if (event instanceof Point(long sequence, String series, MetricPoint point)) {
        batch.add(
            run,
            sequence,
            series,
            point.step(),
            point.epoch(),
            point.value(),
            Times.column(point.time()));
      }
    }
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  private static void change(
      Handle handle,
      String run,
      StateChange change,
      Optional<Progress> progress,
      List<Metric.Figure> figures) {
    var state = change.state();
    insertState(handle, run, change.sequence(), change.time(), state, change.error());
    var time =
        state == RunState.RUNNING ? ", started = :time" : state.isFinal() ? ", ended = :time" : "";
    handle
        .createUpdate(
            "update runs set state = :state, error = :error, progress = :progress,"
                + " figures = :figures"
                + time
                + " where id = :run")
        .bind("state", state.name())
        .bind("error", change.error().map(Json::write))
        .bind("progress", progress.map(Json::write))
        .bind(
            "figures",
            figures.isEmpty() ? Optional.<String>empty() : Optional.of(Json.write(figures)))
        .bind("time", Times.column(change.time()))
        .bind("run", run)
        .execute();
  }

  static void insertState(
      Handle handle,
      String run,
      long sequence,
      Instant time,
      RunState state,
      Optional<RunError> error) {
    insert(handle, run, sequence, time, state.name(), error.map(Json::write).orElse(""));
  }

  private static void insert(
      Handle handle, String run, long sequence, Instant time, String kind, String content) {
    handle.execute(
        "insert into events values (?, ?, ?, ?, ?)",
        run,
        sequence,
        Times.column(time),
        kind,
        content);
  }

  /** The greatest sequence that may have been given to an event of a run. */
  public long reserved(String run) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select reserved from runs where id = :run")
                .bind("run", run)
                .mapTo(Long.class)
                .one());
  }

  /** At most {@code limit} stored events of a run with sequences from one to another, in order. */
  public List<RunEvent> read(String run, long from, long upTo, int limit) {
    return jdbi.inTransaction(
        handle -> {
          var events = new ArrayList<RunEvent>(events(handle, run, from, upTo, limit));
          events.addAll(points(handle, run, from, upTo, limit));
          events.sort(Comparator.comparingLong(RunEvent::sequence));
          return List.copyOf(events.subList(0, Math.min(limit, events.size())));
        });
  }

  private static List<RunEvent> events(Handle handle, String run, long from, long upTo, int limit) {
    return handle
        .createQuery(
            "select * from events where run = :run and seq between :from and :to"
                + " order by seq limit "
                + limit)
        .bind("run", run)
        .bind("from", from)
        .bind("to", upTo)
        .map(
            (row, _) -> {
              long sequence = row.getLong("seq");
              var time = Times.read(row, "happened");
              var content = row.getString("content");
              var kind = row.getString("kind");
              if (kind.equals("LOG")) {
                return (RunEvent) new LogLine(sequence, time, content);
              }
              var error =
                  content.isEmpty()
                      ? Optional.<RunError>empty()
                      : Optional.of(Json.read(content, RunError.class));
              return new StateChange(sequence, time, RunState.valueOf(kind), error);
            })
        .list();
  }

  private static List<Point> points(Handle handle, String run, long from, long upTo, int limit) {
    return handle
        .createQuery(
            "select * from metric_points where run = :run and seq between :from and :to"
                + " order by seq limit "
                + limit)
        .bind("run", run)
        .bind("from", from)
        .bind("to", upTo)
        .map(
            (row, _) ->
                new Point(row.getLong("seq"), row.getString("series"), MetricTable.point(row)))
        .list();
  }
}
