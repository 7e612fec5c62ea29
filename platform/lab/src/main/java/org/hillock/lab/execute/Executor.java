package org.hillock.lab.execute;

import java.io.IOException;
import java.util.function.Consumer;
import org.hillock.lab.record.Manifest;
import org.hillock.lab.worker.WorkerMessage;
import org.hillock.lab.worker.WorkerMessage.Ending;

/** Executes runs whose folder and manifest are in place. */
public interface Executor {

  /** A run being executed. */
  interface Execution {

    /**
     * Waits for the end.
     *
     * @param sink hears what happens before it
     */
    Ending await(Consumer<WorkerMessage> sink);

    /** Asks it to stop; it does within two seconds. May be called more than once. */
    void cancel();

    /** Stops it at once, without its knowing where that can be. */
    void kill();
  }

  /**
   * Begins to execute a run.
   *
   * @throws IOException if no process can be started
   */
  Execution start(Manifest manifest) throws IOException;
}
