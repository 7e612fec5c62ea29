package org.hillock.lab;

import org.hillock.lab.record.NewRun;
import org.hillock.lab.record.Page;
import org.hillock.lab.record.PageRequest;
import org.hillock.lab.record.Run;

/** Runs and their life. Safe for use by several threads. */
public interface Runs {

  /**
   * Checks, seals a manifest and queues a run; returns before it starts.
   *
   * @throws org.hillock.api.HillockException with every problem of the specification
   */
  Run submit(NewRun wanted);

  /** Checks and seals only: nothing is queued and the answer has an empty id. */
  Run check(NewRun wanted);

  /** One run with its manifest. */
  Run get(String id);

  /**
   * Newest first, without manifests. Filter keys: {@code state}, {@code experiment}, {@code
   * tags.NAME}.
   */
  Page<Run> list(PageRequest page);

  /**
   * Asks a run to stop and returns it as it is then. A queued run is cancelled at once, a running
   * one within two seconds; a finished one stays as it is.
   */
  Run cancel(String id);

  /**
   * Queues a new run that goes on where a stopped one's last checkpoint was written, on the very
   * same manifest: its final checkpoint has the same bytes as that of a run never stopped.
   */
  Run resume(String id);

  /** Deletes a finished run with its records and files. */
  void delete(String id);
}
