package org.hillock.lab;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.hillock.api.metric.Metric;
import org.hillock.engine.run.Progress;
import org.hillock.lab.record.MetricPoint;
import org.hillock.lab.record.RunError;
import org.hillock.lab.record.RunEvent;
import org.hillock.lab.record.RunState;
import org.hillock.lab.store.EventTable;
import org.hillock.lab.worker.WorkerMessage;

/**
 * The events of one run on their way: numbered as they come, written to the store in batches, shown
 * to readers once they are written. Who adds events never waits for a reader. Its monitor guards
 * the readers' buffers too.
 */
final class RunStream {

  private static final int BATCH = 512;

  /** Sequences are reserved in blocks, so that events which are not stored need no write. */
  private static final int BLOCK = 1000;

  private final String run;
  private final EventTable table;
  private final Clock clock;
  private final Object flushing = new Object();
  private final List<RunEvent> pending = new ArrayList<>();
  private final List<StreamReader> readers = new ArrayList<>();
  private long last;
  private long reserved;
  private long committed;
  private boolean ended;
  private Optional<Progress> progress = Optional.empty();

  /** A stream that goes on after what is stored. */
  RunStream(String run, EventTable table, Clock clock) {
    this.run = run;
    this.table = table;
    this.clock = clock;
    this.reserved = table.reserved(run);
    this.last = reserved;
    this.committed = reserved;
  }

  /** Takes what a worker tells; endings are not its business. */
  void hear(WorkerMessage message) {
    switch (message) {
      case WorkerMessage.Ready _ -> state(RunState.RUNNING, Optional.empty(), List.of());
      case WorkerMessage.Progress(Progress now) -> {
        synchronized (this) {
          progress = Optional.of(now);
        }
        add(sequence -> new RunEvent.Progressed(sequence, clock.instant(), now));
      }
      case WorkerMessage.Point(String series, long step, int epoch, double value) -> {
        var point = new MetricPoint(step, epoch, value, clock.instant());
        add(sequence -> new RunEvent.Point(sequence, series, point));
      }
      case WorkerMessage.Log(String text) ->
          add(sequence -> new RunEvent.LogLine(sequence, clock.instant(), text));
      case WorkerMessage.Spikes(var sample) ->
          add(sequence -> new RunEvent.Spikes(sequence, clock.instant(), sample));
      case WorkerMessage.Ending _,
          WorkerMessage.Computing _,
          WorkerMessage.Loaded _,
          WorkerMessage.Predicted _,
          WorkerMessage.Moved _,
          WorkerMessage.OpeningData _,
          WorkerMessage.Answer _ ->
          throw new IllegalStateException("unexpected message " + message);
    }
  }

  /** Changes the run's state; returns when that is written. */
  void state(RunState state, Optional<RunError> error, List<Metric.Figure> figures) {
    Instant now = clock.instant();
    synchronized (flushing) {
      // A change whose write failed is replaced by the one that tells why.
      synchronized (this) {
        pending.removeIf(event -> event.kind() == RunEvent.Kind.STATE);
        number(sequence -> new RunEvent.StateChange(sequence, now, state, error));
      }
      flush(figures);
    }
  }

  private void add(LongFunction<RunEvent> event) {
    boolean full;
    synchronized (this) {
      number(event);
      full = pending.size() >= BATCH;
    }
    if (full) {
      flush();
    }
  }

  private void number(LongFunction<RunEvent> event) {
    pending.add(event.apply(++last));
  }

  /** Writes what has come since the last time and shows it to the readers. */
  void flush() {
    flush(List.of());
  }

  private void flush(List<Metric.Figure> figures) {
    synchronized (flushing) {
      List<RunEvent> batch;
      Optional<Progress> now;
      synchronized (this) {
        batch = List.copyOf(pending);
        now = progress;
      }
      if (batch.isEmpty()) {
        return;
      }
      long top = batch.getLast().sequence();
      long ceiling = top > reserved ? top + BLOCK : reserved;
      var stored = batch.stream().filter(event -> event.kind().isStored()).toList();
      if (!stored.isEmpty() || ceiling != reserved) {
        table.append(run, stored, ceiling, now, figures);
      }
      show(batch, ceiling);
    }
  }

  private synchronized void show(List<RunEvent> batch, long ceiling) {
    pending.subList(0, batch.size()).clear();
    reserved = ceiling;
    committed = batch.getLast().sequence();
    for (var event : batch) {
      if (event instanceof RunEvent.StateChange change && change.state().isFinal()) {
        ended = true;
      }
      if (!event.kind().isStored()) {
        readers.forEach(reader -> reader.offer(event));
      }
    }
    notifyAll();
  }

  /** Nothing comes any more: the run is final already, or the lab closes. */
  synchronized void stop() {
    ended = true;
    notifyAll();
  }

  synchronized void join(StreamReader reader) {
    readers.add(reader);
  }

  synchronized void leave(StreamReader reader) {
    readers.remove(reader);
    notifyAll();
  }

  synchronized Optional<Progress> progress() {
    return progress;
  }

  /** The sequence up to which readers may read; its monitor must be held. */
  long committed() {
    return committed;
  }

  /** Whether {@link #committed()} stays as it is; its monitor must be held. */
  boolean isEnded() {
    return ended;
  }

  List<RunEvent> stored(long from, long upTo, int limit) {
    return table.read(run, from, upTo, limit);
  }
}
