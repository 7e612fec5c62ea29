package org.hillock.lab;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.hillock.api.ErrorCode;
import org.hillock.lab.execute.Quota;
import org.hillock.lab.execute.Quota.Usage;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.RunError;
import org.hillock.lab.worker.Faults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes events that wait, ten times a second, and watches what runs keep on the disk. */
final class Ticker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
  private static final int TASKS = 3;
  private static final long FLUSH_MILLIS = 100;
  private static final long DISK_MILLIS = 1000;

  /** So long takes the end of a run, whose space is free then. */
  private static final long CLEARED_NANOS = Duration.ofSeconds(5).toNanos();

  /** A thread for each task, so that none waits for another. */
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(
          TASKS, Thread.ofPlatform().daemon().name("lab-ticker-", 0).factory());

  private final Home home;
  private final Streams streams;
  private final Scheduler scheduler;
  private final DiskGuard disk;
  private final Quota quota;
  private long clearedAt = System.nanoTime();

  Ticker(Home home, Streams streams, Scheduler scheduler, DiskGuard disk, Quota quota) {
    this.home = home;
    this.streams = streams;
    this.scheduler = scheduler;
    this.disk = disk;
    this.quota = quota;
  }

  void start(Runnable more) {
    every(FLUSH_MILLIS, this::flush);
    every(DISK_MILLIS, this::watchDisk);
    every(DISK_MILLIS, more);
  }

  private void every(long millis, Runnable task) {
    Runnable safe =
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            LOG.error("a regular task of the lab failed", e);
          }
        };
    timer.scheduleWithFixedDelay(safe, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void flush() {
    streams
        .all()
        .forEach(
            (run, stream) -> {
              try {
                stream.flush();
              } catch (RuntimeException e) {
                LOG.error("events of run {} cannot be written", run, e);
                var fault = Faults.of(e);
                scheduler.abort(run, new RunError(fault.reason(), fault.message(), List.of()));
              }
            });
  }

  private void watchDisk() {
    var used = new LinkedHashMap<String, Usage>();
    for (var run : scheduler.atWork()) {
      var usage = quota.measure(List.of(home.run(run), home.cache(run)));
      used.put(run, usage);
      quota
          .excess(usage)
          .ifPresent(
              excess ->
                  scheduler.abort(
                      run,
                      RunError.of(
                          ErrorCode.RESOURCE_EXHAUSTED,
                          "the run wrote %s to its folders, which is the limit; write less, or have it raised (serve --run-disk)"
                              .formatted(excess))));
    }
    disk.problem().ifPresent(problem -> makeRoom(problem, used));
  }

  /** Stops the run that keeps most, and the next one only if that did not help. */
  private void makeRoom(LabException problem, Map<String, Usage> used) {
    if (System.nanoTime() - clearedAt < 0) {
      return;
    }
    used.entrySet().stream()
        .max(Comparator.comparingLong(entry -> entry.getValue().bytes()))
        .ifPresent(
            most -> {
              scheduler.abort(most.getKey(), RunError.of(problem.code(), problem.getMessage()));
              clearedAt = System.nanoTime() + CLEARED_NANOS;
            });
  }

  @Override
  public void close() {
    timer.close();
  }
}
