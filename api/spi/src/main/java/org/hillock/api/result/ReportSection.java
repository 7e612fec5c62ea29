package org.hillock.api.result;

import org.hillock.api.network.Network;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A section of a run's report. A component (kind {@code report}). Unless a spec lists its sections,
 * a report has every installed one that needs no parameters and has something to show.
 */
@ConsumerType
public interface ReportSection {

  /**
   * Begins to observe a network, before its first training step: what the section shows of that
   * moment is read now. A resumed run begins with the untrained network too.
   */
  Recording begin(Network network);

  /** What a section remembers of the untrained network. */
  @ConsumerType
  interface Recording {

    /** The section; without exhibits it is left out of the report. */
    Section finish(TrainedNetwork trained);
  }
}
