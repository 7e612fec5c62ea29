package org.hillock.engine.run;

import java.util.List;
import org.hillock.api.result.Exporter;
import org.hillock.api.result.ReportSection;

/**
 * What is made of a trained network besides its checkpoint.
 *
 * @param sections what its report shows
 * @param exporters what writes it for other tools
 */
public record Outputs(List<ReportSection> sections, List<Exporter> exporters) {

  /** Nothing. */
  public static final Outputs NONE = new Outputs(List.of(), List.of());

  public Outputs {
    sections = List.copyOf(sections);
    exporters = List.copyOf(exporters);
  }
}
