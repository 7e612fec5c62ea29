package org.hillock.lab.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.hillock.lab.record.MetricPoint;
import org.hillock.lab.record.MetricSeries;
import org.hillock.lab.record.Page;
import org.hillock.lab.record.PageRequest;
import org.jdbi.v3.core.Jdbi;

/** The metric points of the runs as series. */
public final class MetricTable {

  private static final int STANDARD = 1000;
  private static final int MOST = 10_000;

  private final Jdbi jdbi;

  MetricTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  static MetricPoint point(ResultSet row) throws SQLException {
    return new MetricPoint(
        row.getLong("step"),
        row.getInt("epoch"),
        row.getDouble("reading"),
        Times.read(row, "happened"));
  }

  /** The series of a run without points, ordered by key. */
  public List<MetricSeries> series(String run) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select p.*, s.points from metric_points p join (
                      select series, count(*) as points, max(seq) as last from metric_points
                      where run = :run group by series) s on p.run = :run and p.seq = s.last
                    order by p.series
                    """)
                .bind("run", run)
                .map(
                    (row, _) ->
                        new MetricSeries(
                            row.getString("series"), row.getLong("points"), point(row), List.of()))
                .list());
  }

  /** One series, thinned out to at most about {@code maxPoints}. */
  public Optional<MetricSeries> series(String run, String key, int maxPoints) {
    return series(run).stream()
        .filter(series -> series.key().equals(key))
        .findFirst()
        .map(
            series -> {
              var thinning = new Thinning(series.count(), maxPoints);
              jdbi.useHandle(
                  handle ->
                      handle
                          .createQuery(
                              "select * from metric_points where run = :run and series = :key"
                                  + " order by seq limit "
                                  + series.count())
                          .bind("run", run)
                          .bind("key", key)
                          .map((row, _) -> point(row))
                          .forEach(thinning::add));
              return new MetricSeries(key, series.count(), series.last(), thinning.points());
            });
  }

  /** The points of a series in the order in which they were measured. */
  public Page<MetricPoint> points(String run, String key, PageRequest request) {
    var list = "points:" + run + ":" + key;
    long after = PageToken.place(list, request).orElse(0);
    int limit = request.limit(STANDARD, MOST);
    record Placed(long seq, MetricPoint point) {}
    var rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "select * from metric_points where run = :run and series = :key"
                            + " and seq > :after order by seq limit "
                            + (limit + 1))
                    .bind("run", run)
                    .bind("key", key)
                    .bind("after", after)
                    .map((row, _) -> new Placed(row.getLong("seq"), point(row)))
                    .list());
    var shown = rows.subList(0, Math.min(limit, rows.size()));
    var next = rows.size() > limit ? PageToken.at(shown.getLast().seq(), list, request) : "";
    return new Page<>(shown.stream().map(Placed::point).toList(), next);
  }
}
