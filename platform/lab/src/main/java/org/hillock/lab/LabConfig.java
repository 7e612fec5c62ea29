package org.hillock.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hillock.api.execute.RunExecutor;
import org.hillock.lab.trust.UploadRules;
import org.hillock.lab.worker.ExecutorChoice;

/**
 * How a lab is set up.
 *
 * @param home the folder of everything the lab keeps; made if missing
 * @param shippedPlugins the folder of the plugin jars that come with Hillock
 * @param execution where runs are executed
 * @param workers what executes them
 * @param uploads which plugin jars are taken while the lab is at work
 * @param limits what runs, plugins and models may take
 */
public record LabConfig(
    Path home,
    Optional<Path> shippedPlugins,
    Execution execution,
    Workers workers,
    UploadRules uploads,
    Limits limits) {

  /** Where runs are executed and plugins loaded. */
  public enum Execution {
    /** Each in a JVM of its own, which it cannot harm. */
    WORKER_PROCESS,
    /** In this JVM: starts faster, but a faulty plugin takes the process along. */
    IN_PROCESS
  }

  /**
   * What executes runs.
   *
   * @param count how many runs are executed at a time, at least 1
   * @param threads processors a worker may use; 0 for all
   * @param flags further flags of a worker's JVM, for example {@code -Xmx2g}
   * @param executor the component that starts workers, as a spec names one; empty: the lab does
   */
  public record Workers(int count, int threads, List<String> flags, Optional<String> executor) {
    public Workers {
      if (count < 1) {
        throw new IllegalArgumentException("workers must be at least 1, got " + count);
      }
      flags = List.copyOf(flags);
    }
  }

  /**
   * What may be taken.
   *
   * @param queued how many runs may wait
   * @param freeBytes below this much free space nothing new is recorded
   * @param inspection how long a plugin may take to be loaded, and a specification to be checked,
   *     on a machine that does nothing else
   * @param dataOpening how long, within that check, a data set may take to be opened
   * @param runBytes the most that a run may keep on the disk
   * @param modelIdle after this time without a prediction a model's process ends
   */
  public record Limits(
      int queued,
      long freeBytes,
      Duration inspection,
      Duration dataOpening,
      long runBytes,
      Duration modelIdle) {}

  /** The usual set-up with everything under a home. */
  public static LabConfig of(Path home) {
    return new LabConfig(
        home,
        Optional.empty(),
        Execution.WORKER_PROCESS,
        new Workers(1, 0, List.of("-Xmx2g"), Optional.empty()),
        UploadRules.OFF,
        new Limits(
            1000,
            64L << 20,
            Duration.ofSeconds(20),
            Duration.ofMinutes(10),
            16L << 30,
            Duration.ofMinutes(5)));
  }

  /** The same with the plugins of an image. */
  public LabConfig withShippedPlugins(Path folder) {
    return new LabConfig(home, Optional.of(folder), execution, workers, uploads, limits);
  }

  /** The same with this many workers, processors for each and flags. */
  public LabConfig withWorkers(int count, int threads, List<String> flags) {
    return with(new Workers(count, threads, flags, workers.executor));
  }

  /** The same with workers started by an executor. */
  public LabConfig withExecutor(String component) {
    return with(new Workers(workers.count, workers.threads, workers.flags, Optional.of(component)));
  }

  private LabConfig with(Workers other) {
    return new LabConfig(home, shippedPlugins, execution, other, uploads, limits);
  }

  /** The same with runs executed there. */
  public LabConfig withExecution(Execution where) {
    return new LabConfig(home, shippedPlugins, where, workers, uploads, limits);
  }

  /** The same with these rules for plugins that are sent to it. */
  public LabConfig withUploads(UploadRules rules) {
    return new LabConfig(home, shippedPlugins, execution, workers, rules, limits);
  }

  /** The same with these limits. */
  public LabConfig withLimits(int queued, long freeBytes, Duration idle) {
    return with(
        new Limits(
            queued, freeBytes, limits.inspection, limits.dataOpening, limits.runBytes, idle));
  }

  /** The same with bounds for what plugins may take. */
  public LabConfig withBounds(Duration inspection, Duration dataOpening, long runBytes) {
    return with(
        new Limits(
            limits.queued, limits.freeBytes, inspection, dataOpening, runBytes, limits.modelIdle));
  }

  private LabConfig with(Limits other) {
    return new LabConfig(home, shippedPlugins, execution, workers, uploads, other);
  }

  /** What an executor is told of each worker. */
  Optional<ExecutorChoice> executorChoice() {
    int threads =
        workers.threads > 0 ? workers.threads : Runtime.getRuntime().availableProcessors();
    var launch = new RunExecutor.Launch(threads, Facts.heapBytes(workers.flags));
    return workers.executor.map(component -> new ExecutorChoice(component, launch));
  }
}
