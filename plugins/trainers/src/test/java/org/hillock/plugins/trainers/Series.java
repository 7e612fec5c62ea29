package org.hillock.plugins.trainers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hillock.engine.run.Progress;
import org.hillock.engine.run.RunListener;
import org.hillock.engine.run.SpikeSample;

/** Keeps the points of a run's series, in order. */
final class Series implements RunListener {

  private final Map<String, List<Double>> points = new LinkedHashMap<>();

  @Override
  public void progress(Progress progress) {}

  @Override
  public void point(String series, long step, int epoch, double value) {
    points.computeIfAbsent(series, name -> new ArrayList<>()).add(value);
  }

  @Override
  public void log(String line) {}

  @Override
  public void spikes(SpikeSample sample) {}

  Set<String> names() {
    return points.keySet();
  }

  List<Double> of(String name) {
    return points.getOrDefault(name, List.of());
  }
}
