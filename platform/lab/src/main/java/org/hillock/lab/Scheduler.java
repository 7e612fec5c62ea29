package org.hillock.lab;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.lab.execute.Executor;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.RunError;
import org.hillock.lab.record.RunState;
import org.hillock.lab.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts waiting runs in the order of their submission, so many at a time. */
final class Scheduler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private record Work(ActiveRun run, Thread thread) {}

  private final Home home;
  private final Store store;
  private final Streams streams;
  private final Executor executor;
  private final int workers;
  private final ArrayDeque<String> queue = new ArrayDeque<>();
  private final Map<String, Work> active = new LinkedHashMap<>();
  private boolean closed;

  Scheduler(Home home, Store store, Streams streams, Executor executor, int workers) {
    this.home = home;
    this.store = store;
    this.streams = streams;
    this.executor = executor;
    this.workers = workers;
  }

  /** Queues a run that is stored as queued. */
  synchronized void enqueue(String run) {
    queue.addLast(run);
    startSome();
  }

  synchronized int waiting() {
    return queue.size();
  }

  /** The runs at work. */
  synchronized List<String> atWork() {
    return List.copyOf(active.keySet());
  }

  private void startSome() {
    while (!closed && active.size() < workers && !queue.isEmpty()) {
      var run = queue.removeFirst();
      var work = new ActiveRun(run, home, store, streams.of(run), executor);
      var thread =
          Thread.ofPlatform().daemon().name("run-" + run).unstarted(() -> execute(run, work));
      active.put(run, new Work(work, thread));
      thread.start();
    }
  }

  private void execute(String run, ActiveRun work) {
    try {
      work.execute();
    } catch (Throwable e) {
      LOG.error("run {} was left", run, e);
    } finally {
      streams.finished(run);
      synchronized (this) {
        active.remove(run);
        startSome();
        notifyAll();
      }
    }
  }

  /** Stops a waiting run at once, one at work within two seconds; any other stays as it is. */
  synchronized void cancel(String run) {
    if (queue.remove(run)) {
      streams.of(run).state(RunState.CANCELLED, Optional.empty(), List.of());
      streams.finished(run);
    } else if (active.get(run) instanceof Work work) {
      work.run().cancel();
    }
  }

  /** Makes a run at work fail. */
  synchronized void abort(String run, RunError error) {
    if (active.get(run) instanceof Work work) {
      work.run().abort(error);
    }
  }

  /** Stops the runs at work and waits until that is recorded; waiting ones stay queued. */
  @Override
  public void close() {
    List<Work> left;
    synchronized (this) {
      closed = true;
      queue.clear();
      left = List.copyOf(active.values());
      left.forEach(work -> work.run().close());
    }
    for (var work : left) {
      try {
        if (!work.thread().join(PATIENCE)) {
          LOG.warn("{} does not end; it is left", work.thread().getName());
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
