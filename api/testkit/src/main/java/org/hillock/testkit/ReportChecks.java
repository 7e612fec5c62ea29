package org.hillock.testkit;

import java.util.List;
import org.hillock.api.result.Exhibit;
import org.hillock.api.result.ReportSection;

/** What is checked of every section of a report, on the network of the small task. */
final class ReportChecks {

  static final Suite<ReportSection> SUITE =
      new Suite<>(
          ReportSection.class,
          List.of(new Check<>("shows numbers under names", ReportChecks::shows)));

  private ReportChecks() {}

  private static void shows(Subject<ReportSection> subject) {
    try (var small = new SmallNetwork(subject.rig())) {
      var section = subject.component().begin(small.network()).finish(small);
      if (section.title().isBlank()) {
        throw subject.fault("its section has no title", "a few words", "nothing");
      }
      for (var exhibit : section.exhibits()) {
        if (exhibit.caption().isBlank()) {
          throw subject.fault("an exhibit has no caption", "one line", "nothing");
        }
        if (exhibit instanceof Exhibit.Chart chart) {
          chart.series().forEach(series -> finite(subject, chart, series));
        }
      }
    }
  }

  private static void finite(
      Subject<ReportSection> subject, Exhibit.Chart chart, Exhibit.Series series) {
    for (int i = 0; i < series.x().length; i++) {
      if (!Double.isFinite(series.x()[i]) || !Double.isFinite(series.y()[i])) {
        throw subject.fault(
            "point %d of series '%s' in chart '%s'".formatted(i, series.name(), chart.caption()),
            "finite numbers",
            "(%s, %s)".formatted(series.x()[i], series.y()[i]));
      }
    }
  }
}
