package org.hillock.lab;

import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.hillock.lab.record.Artefact;
import org.hillock.lab.record.MetricPoint;
import org.hillock.lab.record.MetricSeries;
import org.hillock.lab.record.Page;
import org.hillock.lab.record.PageRequest;
import org.hillock.lab.record.RunEvent;

/** What runs yield, live and afterwards. Safe for use by several threads. */
public interface Results {

  /** The metric series of a run without their points, ordered by key. */
  List<MetricSeries> series(String run);

  /**
   * One series. Of more than {@code maxPoints} points the first, the last and the least and
   * greatest of equal parts in between are kept.
   */
  MetricSeries series(String run, String key, int maxPoints);

  /** Every point of a series in the order of the steps; pages of 1000 by default, 10000 at most. */
  Page<MetricPoint> points(String run, String key, PageRequest page);

  /**
   * Follows a run from an event on: first what is stored, then live, until its final state.
   *
   * @param from the first sequence wanted; 0 for the oldest there is
   * @param kinds which telemetry and stored events are wanted; states and gaps always come
   */
  Subscription watch(String run, long from, Set<RunEvent.Kind> kinds);

  /** The files of a run, ordered by path. */
  List<Artefact> artefacts(String run);

  /** One file. */
  Artefact artefact(String run, String path);

  /** The bytes of a file from an offset on; the caller closes it. */
  InputStream open(String run, String path, long offset);
}
