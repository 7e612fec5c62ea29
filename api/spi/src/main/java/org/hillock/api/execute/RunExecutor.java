package org.hillock.api.execute;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides how a lab starts the worker process of a run: under a scheduler, in a container, with
 * less priority. A component (kind {@code executor}), chosen by who starts the server.
 */
@ConsumerType
public interface RunExecutor {

  /**
   * The words that stand before the worker's own command, for example {@code srun --quiet}. What
   * they start must run that command on a machine that sees the lab's home under the same path,
   * pass its standard input and output through, end with it and with its exit code, and end it when
   * told to end (SIGTERM). Asked when a run is queued; the answer is sealed in its manifest.
   */
  List<String> launcher(Launch launch);

  /**
   * What a worker will need.
   *
   * @param threads threads it computes with, at least 1
   * @param memoryBytes the most memory its JVM's heap may take; 0 if nobody set a limit
   */
  record Launch(int threads, long memoryBytes) {}
}
