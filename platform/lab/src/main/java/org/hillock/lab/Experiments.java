package org.hillock.lab;

import org.hillock.lab.record.ExperimentRecord;
import org.hillock.lab.record.NewExperiment;
import org.hillock.lab.record.Page;
import org.hillock.lab.record.PageRequest;

/** Stored specifications. Safe for use by several threads. */
public interface Experiments {

  /**
   * Checks a specification and stores it.
   *
   * @throws org.hillock.api.HillockException with every problem of the specification
   */
  ExperimentRecord create(NewExperiment wanted);

  /** Checks only: nothing is stored and the answer has an empty id. */
  ExperimentRecord check(NewExperiment wanted);

  /** One experiment with its specification. */
  ExperimentRecord get(String id);

  /** Newest first, without specifications. Filter keys: {@code tags.NAME}. */
  Page<ExperimentRecord> list(PageRequest page);

  /**
   * Deletes an experiment.
   *
   * @param force also delete its runs, all of which must be finished
   */
  void delete(String id, boolean force);
}
