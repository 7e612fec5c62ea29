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
 * @param workers how many runs are executed at a time, at least 1
 * @param workerThreads processors a worker may use; 0 for all
 * @param workerFlags further flags of a worker's JVM, for example {@code -Xmx2g}
 * @param executor the component that starts workers, as a spec names one; empty: the lab does
 * @param execution where runs are executed
 * @param maxQueued how many runs may wait
 * @param uploads which plugin jars are taken while the lab is at work
 * @param minFreeBytes below this much free space nothing new is recorded
 * @param inspection how long a plugin may take to be loaded, and a specification to be checked
 * @param maxRunBytes the most that a run may keep on the disk
 * @param modelIdle after this time without a prediction a model's process ends
 */
public record LabConfig(
    Path home,
    Optional<Path> shippedPlugins,
    int workers,
    int workerThreads,
    List<String> workerFlags,
    Optional<String> executor,
    Execution execution,
    int maxQueued,
    UploadRules uploads,
    long minFreeBytes,
    Duration inspection,
    long maxRunBytes,
    Duration modelIdle) {

  /** Where runs are executed and plugins loaded. */
  public enum Execution {
    /** Each in a JVM of its own, which it cannot harm. */
    WORKER_PROCESS,
    /** In this JVM: starts faster, but a faulty plugin takes the process along. */
    IN_PROCESS
  }

  public LabConfig {
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be at least 1, got " + workers);
    }
    workerFlags = List.copyOf(workerFlags);
  }

  /** The usual set-up with everything under a home. */
  public static LabConfig of(Path home) {
    return new LabConfig(
        home,
        Optional.empty(),
        1,
        0,
        List.of("-Xmx2g"),
        Optional.empty(),
        Execution.WORKER_PROCESS,
        1000,
        UploadRules.OFF,
        64L << 20,
        Duration.ofSeconds(20),
        16L << 30,
        Duration.ofMinutes(5));
  }

  /** The same with the plugins of an image. */
  public LabConfig withShippedPlugins(Path folder) {
    return new LabConfig(
        home,
        Optional.of(folder),
        workers,
        workerThreads,
        workerFlags,
        executor,
        execution,
        maxQueued,
        uploads,
        minFreeBytes,
        inspection,
        maxRunBytes,
        modelIdle);
  }

  /** The same with this many workers, processors for each and flags. */
  public LabConfig withWorkers(int count, int threads, List<String> flags) {
    return new LabConfig(
        home,
        shippedPlugins,
        count,
        threads,
        flags,
        executor,
        execution,
        maxQueued,
        uploads,
        minFreeBytes,
        inspection,
        maxRunBytes,
        modelIdle);
  }

  /** The same with workers started by an executor. */
  public LabConfig withExecutor(String component) {
    return new LabConfig(
        home,
        shippedPlugins,
        workers,
        workerThreads,
        workerFlags,
        Optional.of(component),
        execution,
        maxQueued,
        uploads,
        minFreeBytes,
        inspection,
        maxRunBytes,
        modelIdle);
  }

  /** The same with runs executed there. */
  public LabConfig withExecution(Execution where) {
    return new LabConfig(
        home,
        shippedPlugins,
        workers,
        workerThreads,
        workerFlags,
        executor,
        where,
        maxQueued,
        uploads,
        minFreeBytes,
        inspection,
        maxRunBytes,
        modelIdle);
  }

  /** The same with these rules for plugins that are sent to it. */
  public LabConfig withUploads(UploadRules rules) {
    return new LabConfig(
        home,
        shippedPlugins,
        workers,
        workerThreads,
        workerFlags,
        executor,
        execution,
        maxQueued,
        rules,
        minFreeBytes,
        inspection,
        maxRunBytes,
        modelIdle);
  }

  /** The same with these limits. */
  public LabConfig withLimits(int queued, long freeBytes, Duration idle) {
    return new LabConfig(
        home,
        shippedPlugins,
        workers,
        workerThreads,
        workerFlags,
        executor,
        execution,
        queued,
        uploads,
        freeBytes,
        inspection,
        maxRunBytes,
        idle);
  }

  /** The same with bounds for what plugins may take. */
  public LabConfig withBounds(Duration newInspection, long newMaxRunBytes) {
    return new LabConfig(
        home,
        shippedPlugins,
        workers,
        workerThreads,
        workerFlags,
        executor,
        execution,
        maxQueued,
        uploads,
        minFreeBytes,
        newInspection,
        newMaxRunBytes,
        modelIdle);
  }

  /** What an executor is told of each worker. */
  Optional<ExecutorChoice> executorChoice() {
    int threads = workerThreads > 0 ? workerThreads : Runtime.getRuntime().availableProcessors();
    var launch = new RunExecutor.Launch(threads, Facts.heapBytes(workerFlags));
    return executor.map(component -> new ExecutorChoice(component, launch));
  }
}
