package org.hillock.testkit;

import java.util.List;
import java.util.Map;
import org.hillock.api.metric.Metric.Figure;
import org.hillock.engine.run.RunResult;

/**
 * An experiment that ran to its end.
 *
 * @param result what it left; its checkpoint lasts until the kit is closed
 * @param series the values of each metric series, in order
 * @param log the lines it wrote
 */
public record FinishedRun(RunResult result, Map<String, List<Double>> series, List<String> log) {

  public FinishedRun {
    series = Map.copyOf(series);
    log = List.copyOf(log);
  }

  /**
   * The value of a figure.
   *
   * @param name for example {@code test_accuracy}
   */
  public double figure(String name) {
    return result.figures().stream()
        .filter(figure -> figure.name().equals(name))
        .mapToDouble(Figure::value)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "no figure %s; there are %s"
                        .formatted(name, result.figures().stream().map(Figure::name).toList())));
  }
}
