package org.hillock.engine.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hillock.api.metric.Metric;
import org.hillock.api.network.Network;
import org.hillock.api.result.Section;
import org.hillock.engine.component.ComponentId;

/** The metrics of a run, measured together. One that fails has no figures; the others go on. */
final class Measured {

  private static final class Running {

    private final String name;
    private Optional<Metric.Measurement> measurement = Optional.empty();
    private Optional<Throwable> failure = Optional.empty();

    Running(String name) {
      this.name = name;
    }

    <T> Optional<T> attempt(Supplier<T> work) {
      if (failure.isPresent()) {
        return Optional.empty();
      }
      try {
        return Optional.of(work.get());
      } catch (RuntimeException | LinkageError e) {
        failure = Optional.of(e);
        return Optional.empty();
      }
    }
  }

  private final List<Running> all = new ArrayList<>();

  private Measured() {}

  static Measured begin(List<Metric> metrics, Network network) {
    var measured = new Measured();
    for (var metric : metrics) {
      var running = new Running(ComponentId.of(metric));
      running.measurement = running.attempt(() -> metric.begin(network));
      measured.all.add(running);
    }
    return measured;
  }

  void add(Metric.Observation batch) {
    for (var running : all) {
      running.attempt(
          () -> {
            running.measurement.orElseThrow().add(batch);
            return running;
          });
    }
  }

  List<Metric.Figure> figures() {
    var figures = new ArrayList<Metric.Figure>();
    for (var running : all) {
      running.attempt(() -> running.measurement.orElseThrow().figures()).ifPresent(figures::addAll);
    }
    return figures;
  }

  /** A section of the report for each metric that failed. */
  List<Section> failures() {
    return all.stream()
        .filter(running -> running.failure.isPresent())
        .map(running -> ReportSections.failure("metric " + running.name, running.failure.get()))
        .toList();
  }
}
