package org.hillock.lab;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.hillock.lab.record.RunEvent;

/**
 * Reads a run's events: stored ones from the store at its own pace, the others from a buffer that
 * forgets the oldest when full and tells so by a gap.
 */
final class StreamReader implements Subscription {

  private static final int BUFFER = 256;
  private static final int BATCH = 500;

  private final RunStream stream;
  private final Set<RunEvent.Kind> kinds;
  private final ArrayDeque<RunEvent> buffer = new ArrayDeque<>();
  private Optional<RunEvent.Gap> gap = Optional.empty();
  private long cursor;
  private volatile boolean closed;
  private volatile boolean ended;

  StreamReader(RunStream stream, long from, Set<RunEvent.Kind> kinds) {
    this.stream = stream;
    this.cursor = Math.max(0, from - 1);
    this.kinds = EnumSet.of(RunEvent.Kind.STATE, RunEvent.Kind.GAP);
    this.kinds.addAll(kinds);
    stream.join(this);
  }

  /** Takes an event that is not stored; the stream's monitor is held. */
  void offer(RunEvent event) {
    if (!kinds.contains(event.kind()) || event.sequence() <= cursor) {
      return;
    }
    if (buffer.size() == BUFFER) {
      var oldest = buffer.removeFirst();
      long before = gap.map(RunEvent.Gap::dropped).orElse(0L);
      gap = Optional.of(new RunEvent.Gap(oldest.sequence(), oldest.time(), before + 1));
    }
    buffer.addLast(event);
  }

  @Override
  public List<RunEvent> next(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!ended) {
      long upTo;
      synchronized (stream) {
        while (!closed && !stream.isEnded() && stream.committed() <= cursor) {
          long left = deadline - System.nanoTime();
          if (left <= 0) {
            return List.of();
          }
          TimeUnit.NANOSECONDS.timedWait(stream, left);
        }
        upTo = stream.committed();
      }
      if (closed || upTo <= cursor) {
        ended = true;
      } else {
        var events = read(upTo);
        if (!events.isEmpty()) {
          return events;
        }
      }
    }
    return List.of();
  }

  private List<RunEvent> read(long upTo) {
    var stored = stream.stored(cursor + 1, upTo, BATCH);
    long end = stored.size() == BATCH ? stored.getLast().sequence() : upTo;
    var events = new ArrayList<>(stored);
    events.removeIf(event -> !kinds.contains(event.kind()));
    synchronized (stream) {
      gap.filter(g -> g.sequence() <= end).ifPresent(events::add);
      gap = gap.filter(g -> g.sequence() > end);
      while (!buffer.isEmpty() && buffer.getFirst().sequence() <= end) {
        events.add(buffer.removeFirst());
      }
      cursor = end;
    }
    events.sort(Comparator.comparingLong(RunEvent::sequence));
    return List.copyOf(events);
  }

  @Override
  public boolean isEnded() {
    return ended;
  }

  @Override
  public void close() {
    closed = true;
    ended = true;
    stream.leave(this);
  }
}
