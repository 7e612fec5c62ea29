package org.hillock.engine.run;

import java.util.List;
import java.util.function.Supplier;
import org.hillock.api.network.Network;
import org.hillock.api.result.Exhibit;
import org.hillock.api.result.ReportSection;
import org.hillock.api.result.Section;
import org.hillock.api.result.TrainedNetwork;
import org.hillock.engine.component.ComponentId;

/** The report sections of one run. One that fails says so in its place; the run goes on. */
final class ReportSections {

  private final List<ReportSection.Recording> recordings;

  private ReportSections(List<ReportSection.Recording> recordings) {
    this.recordings = recordings;
  }

  /**
   * Lets sections see the network as it was initialised.
   *
   * @param network before training, and before a checkpoint is read into it
   */
  static ReportSections begin(List<ReportSection> sections, Network network) {
    return new ReportSections(sections.stream().map(s -> recording(s, network)).toList());
  }

  private static ReportSection.Recording recording(ReportSection section, Network network) {
    var name = ComponentId.of(section);
    try {
      var recording = section.begin(network);
      return trained -> orFailure(name, () -> recording.finish(trained));
    } catch (RuntimeException | LinkageError e) {
      return trained -> failure(name, e);
    }
  }

  private static Section orFailure(String name, Supplier<Section> work) {
    try {
      return work.get();
    } catch (RuntimeException | LinkageError e) {
      return failure(name, e);
    }
  }

  /** What stands in the place of something that failed. */
  static Section failure(String name, Throwable e) {
    var what = new Exhibit.Table("", List.of("could not be made"), List.of(List.of(e.toString())));
    return new Section(name, "", List.of(what));
  }

  /** The sections that have something to show; one that failed has its error. */
  List<Section> finish(TrainedNetwork trained) {
    return recordings.stream()
        .map(recording -> recording.finish(trained))
        .filter(section -> !section.exhibits().isEmpty())
        .toList();
  }
}
