package org.hillock.lab.record;

import java.util.List;

/**
 * How one figure of a run went over time.
 *
 * @param key what is measured, for example {@code train_loss}
 * @param count how many points are stored
 * @param points in the order of their steps; fewer than {@code count} if thinned out, empty in
 *     lists
 */
public record MetricSeries(String key, long count, MetricPoint last, List<MetricPoint> points) {

  public MetricSeries {
    points = List.copyOf(points);
  }
}
