package org.hillock.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.hillock.api.metric.Metric;
import org.hillock.api.metric.Metric.Figure;

/** What is checked of every metric, on the network of the small task, untrained. */
final class MetricChecks {

  private static final Pattern NAME = Pattern.compile("[a-z0-9_]+(/.+)?");

  static final Suite<Metric> SUITE =
      new Suite<>(
          Metric.class,
          List.of(
              new Check<>("its figures are numbers with names", MetricChecks::figures),
              new Check<>("measurements do not see each other", MetricChecks::apart)));

  private MetricChecks() {}

  private static void figures(Subject<Metric> subject) {
    try (var small = new SmallNetwork(subject.rig())) {
      var measurement = subject.component().begin(small.network());
      for (int batch = 0; batch < 3; batch++) {
        measurement.add(small.batch(batch));
      }
      var figures = measurement.figures();
      if (figures.isEmpty()) {
        throw subject.fault("it has no figure after three batches", "at least one", "none");
      }
      var names = new ArrayList<String>();
      for (var figure : figures) {
        if (!NAME.matcher(figure.name()).matches() || names.contains(figure.name())) {
          throw subject.fault(
              "a figure's name", "lower case with underscores, each once", figure.name());
        }
        names.add(figure.name());
        if (!Double.isFinite(figure.value())) {
          throw subject.fault("the figure " + figure.name(), "a finite number", figure.value());
        }
      }
    }
  }

  private static void apart(Subject<Metric> subject) {
    try (var small = new SmallNetwork(subject.rig())) {
      var alone = subject.component().begin(small.network());
      alone.add(small.batch(1));
      List<Figure> expected = alone.figures();
      var first = subject.component().begin(small.network());
      var second = subject.component().begin(small.network());
      second.add(small.batch(2));
      first.add(small.batch(1));
      second.add(small.batch(2));
      if (!first.figures().equals(expected)) {
        throw subject.fault(
            "state leaks between measurements: the figures differ beside another one",
            expected,
            first.figures());
      }
      if (!alone.figures().equals(expected)) {
        throw subject.fault("its figures differ when asked again", expected, alone.figures());
      }
    }
  }
}
