package org.hillock.lab;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.hillock.lab.record.RunError;
import org.hillock.lab.worker.Faults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes events that wait, ten times a second, and watches the disk. */
final class Ticker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
  private static final long FLUSH_MILLIS = 100;
  private static final long DISK_MILLIS = 1000;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("lab-ticker").factory());
  private final Streams streams;
  private final Scheduler scheduler;
  private final DiskGuard disk;

  Ticker(Streams streams, Scheduler scheduler, DiskGuard disk) {
    this.streams = streams;
    this.scheduler = scheduler;
    this.disk = disk;
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
    var running = scheduler.atWork();
    if (!running.isEmpty()) {
      disk.problem()
          .ifPresent(
              problem ->
                  running.forEach(
                      run ->
                          scheduler.abort(run, RunError.of(problem.code(), problem.getMessage()))));
    }
  }

  @Override
  public void close() {
    timer.close();
  }
}
