package org.hillock.lab.store;

import java.util.ArrayList;
import java.util.List;
import org.hillock.lab.record.MetricPoint;

/**
 * Keeps of many points the first, the last, and the least and greatest of equal parts in between,
 * so that a plot of what is left looks like a plot of all. Fed with the points in order.
 */
final class Thinning {

  private final long count;
  private final long parts;
  private final boolean needed;
  private final List<MetricPoint> kept = new ArrayList<>();
  private final List<MetricPoint> part = new ArrayList<>(2);
  private long index;

  Thinning(long count, int maxPoints) {
    this.count = count;
    this.needed = count > maxPoints;
    this.parts = Math.max(0, (maxPoints - 2) / 2);
  }

  void add(MetricPoint point) {
    long place = index++;
    if (!needed || place == 0 || place == count - 1) {
      flush();
      kept.add(point);
    } else if (parts > 0) {
      if (partOf(place) != partOf(place - 1)) {
        flush();
      }
      keepExtremes(point);
    }
  }

  List<MetricPoint> points() {
    return kept;
  }

  private long partOf(long place) {
    return place == 0 ? -1 : (place - 1) * parts / (count - 2);
  }

  /** {@code part} holds one point, or the least and the greatest in the order they came. */
  private void keepExtremes(MetricPoint point) {
    part.add(point);
    if (part.size() < 3) {
      return;
    }
    int middle = 0;
    for (int i = 1; i < 3; i++) {
      if (isBetween(part.get(i), part.get((i + 1) % 3), part.get((i + 2) % 3))) {
        middle = i;
      }
    }
    part.remove(middle);
  }

  private static boolean isBetween(MetricPoint p, MetricPoint a, MetricPoint b) {
    return Math.min(rank(p, a), rank(p, b)) <= 0 && Math.max(rank(p, a), rank(p, b)) >= 0;
  }

  private static int rank(MetricPoint a, MetricPoint b) {
    return Double.compare(a.value(), b.value());
  }

  private void flush() {
    kept.addAll(part);
    part.clear();
  }
}
