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

  /**
   * Queues a new run of a run's manifest, from its start: the same specification, data and seed on
   * exactly the plugin contents it names, whatever versions are active now. Its checkpoint has the
   * same bytes. What is different here from where that run was queued stands in the new manifest
   * and at the head of the run's log.
   *
   * @param requestId of the client's; empty for none
   * @throws org.hillock.api.HillockException {@code CORRUPT_FILE} if the jar of a plugin is missing
   *     or altered
   */
  Run repeat(String id, String requestId);

  /** Deletes a finished run with its records and files. */
  void delete(String id);
}
