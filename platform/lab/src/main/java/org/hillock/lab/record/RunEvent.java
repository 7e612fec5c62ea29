package org.hillock.lab.record;

import java.time.Instant;
import java.util.Optional;
import org.hillock.engine.run.Progress;
import org.hillock.engine.run.SpikeSample;

/** Something that happened in a run. */
public sealed interface RunEvent {

  /** Grows from event to event of a run, across restarts of the server too, from 1. */
  long sequence();

  /** When it happened. */
  Instant time();

  /** Which kind of event it is. */
  Kind kind();

  /** Kinds of events. */
  enum Kind {
    STATE,
    PROGRESS,
    POINT,
    LOG,
    SPIKES,
    GAP;

    /** Whether such events are stored: a watcher gets every one of them, however late it comes. */
    public boolean isStored() {
      return this == STATE || this == POINT || this == LOG;
    }
  }

  /** The run's state changed; {@code error} only with {@link RunState#FAILED}. */
  record StateChange(long sequence, Instant time, RunState state, Optional<RunError> error)
      implements RunEvent {
    @Override
    public Kind kind() {
      return Kind.STATE;
    }
  }

  /** How far the run is; not stored. */
  record Progressed(long sequence, Instant time, Progress progress) implements RunEvent {
    @Override
    public Kind kind() {
      return Kind.PROGRESS;
    }
  }

  /** A measurement. */
  record Point(long sequence, String series, MetricPoint point) implements RunEvent {
    @Override
    public Instant time() {
      return point.time();
    }

    @Override
    public Kind kind() {
      return Kind.POINT;
    }
  }

  /** A line of the run's log. */
  record LogLine(long sequence, Instant time, String text) implements RunEvent {
    @Override
    public Kind kind() {
      return Kind.LOG;
    }
  }

  /** The spikes of one layer for one sample; not stored. */
  record Spikes(long sequence, Instant time, SpikeSample sample) implements RunEvent {
    @Override
    public Kind kind() {
      return Kind.SPIKES;
    }
  }

  /** Events were left out because the reader was too slow; its sequence is the last one's. */
  record Gap(long sequence, Instant time, long dropped) implements RunEvent {
    @Override
    public Kind kind() {
      return Kind.GAP;
    }
  }
}
