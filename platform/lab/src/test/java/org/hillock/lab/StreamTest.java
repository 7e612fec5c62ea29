package org.hillock.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.hillock.engine.run.Progress;
import org.hillock.lab.record.RunEvent;
import org.hillock.lab.record.RunState;
import org.hillock.lab.store.Store;
import org.hillock.lab.worker.WorkerMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamTest {

  private static final Set<RunEvent.Kind> ALL = EnumSet.allOf(RunEvent.Kind.class);
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path folder;
  private Store store;
  private Streams streams;
  private RunStream stream;

  @BeforeEach
  void open() {
    store = Store.open(folder.resolve("lab"));
    streams = new Streams(store, Clock.systemUTC());
    Rows.queued(store, "r1", Map.of());
    stream = streams.of("r1");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static WorkerMessage point(int step) {
    return new WorkerMessage.Point("loss", step, 0, step);
  }

  private static WorkerMessage progress(int step) {
    return new WorkerMessage.Progress(
        new Progress(0, 1, step, 9, 0, 0, Double.NaN, Duration.ZERO, Duration.ZERO));
  }

  private void end() {
    stream.state(RunState.SUCCEEDED, Optional.empty(), List.of());
    streams.finished("r1");
  }

  private static List<RunEvent> readAll(Subscription reader) throws InterruptedException {
    var events = new ArrayList<RunEvent>();
    while (!reader.isEnded()) {
      events.addAll(reader.next(LONG));
    }
    return events;
  }

  private static List<Long> sequences(List<RunEvent> events) {
    return events.stream().map(RunEvent::sequence).toList();
  }

  @Test
  void replaysWhatIsStoredThenGoesOnLive() throws Exception {
    stream.hear(new WorkerMessage.Ready());
    stream.hear(point(1));
    stream.flush();
    try (var reader = streams.watch("r1", 0, ALL)) {
      var early = reader.next(LONG);
      assertEquals(List.of(1L, 2L, 3L), sequences(early));
      stream.hear(point(2));
      stream.hear(progress(3));
      end();
      var late = readAll(reader);
      assertEquals(List.of(4L, 5L, 6L), sequences(late));
      assertInstanceOf(RunEvent.Progressed.class, late.get(1));
      assertEquals(
          RunState.SUCCEEDED, assertInstanceOf(RunEvent.StateChange.class, late.get(2)).state());
    }
  }

  @Test
  void resumesAfterTheLastSequenceReceived() throws Exception {
    for (int i = 0; i < 5; i++) {
      stream.hear(point(i));
    }
    end();
    try (var reader = streams.watch("r1", 4, ALL)) {
      assertEquals(List.of(4L, 5L, 6L, 7L), sequences(readAll(reader)));
    }
  }

  @Test
  void aFinishedRunIsReadToItsEnd() throws Exception {
    int points = 1800;
    for (int i = 0; i < points; i++) {
      stream.hear(point(i));
    }
    end();
    try (var reader = streams.watch("r1", 0, ALL)) {
      var expected = LongStream.rangeClosed(1, points + 2).boxed().toList();
      assertEquals(expected, sequences(readAll(reader)));
    }
    try (var reader = streams.watch("r1", points + 50, ALL)) {
      assertEquals(List.of(), readAll(reader));
    }
  }

  @Test
  void aSlowReaderLosesTelemetryWithAGapButNoPoint() throws Exception {
    try (var reader = streams.watch("r1", 2, ALL)) {
      for (int i = 0; i < 1000; i++) {
        stream.hear(progress(i));
        stream.hear(point(i));
      }
      end();
      var events = readAll(reader);
      var gap = events.stream().filter(e -> e.kind() == RunEvent.Kind.GAP).toList();
      long shown = events.stream().filter(e -> e.kind() == RunEvent.Kind.PROGRESS).count();
      long points = events.stream().filter(e -> e.kind() == RunEvent.Kind.POINT).count();
      assertEquals(1000, points);
      assertEquals(1, gap.size());
      assertEquals(1000, shown + assertInstanceOf(RunEvent.Gap.class, gap.getFirst()).dropped());
      assertEquals(sequences(events).stream().sorted().toList(), sequences(events));
    }
  }

  @Test
  void sendsOnlyTheKindsAskedForAndStates() throws Exception {
    try (var reader = streams.watch("r1", 0, Set.of(RunEvent.Kind.LOG))) {
      stream.hear(point(1));
      stream.hear(new WorkerMessage.Log("hello"));
      stream.hear(progress(1));
      end();
      var kinds = readAll(reader).stream().map(RunEvent::kind).toList();
      assertEquals(List.of(RunEvent.Kind.STATE, RunEvent.Kind.LOG, RunEvent.Kind.STATE), kinds);
    }
  }

  @Test
  void comesBackEmptyWhenNothingHappens() throws Exception {
    try (var reader = streams.watch("r1", 2, ALL)) {
      assertEquals(List.of(), reader.next(Duration.ofMillis(5)));
      assertFalse(reader.isEnded());
    }
  }

  @Test
  void closingWakesAWaitingReader() throws Exception {
    var reader = streams.watch("r1", 2, ALL);
    var waiting = new Thread(reader::close);
    waiting.start();
    assertEquals(List.of(), reader.next(LONG));
    assertTrue(reader.isEnded());
    waiting.join();
  }

  @Test
  void sequencesGrowAcrossARestart() throws Exception {
    stream.hear(point(1));
    stream.hear(progress(2));
    stream.flush();
    List<RunEvent> before;
    try (var reader = streams.watch("r1", 0, ALL)) {
      before = reader.next(LONG);
    }
    store.close();
    open2();
    stream.state(RunState.FAILED, Optional.empty(), List.of());
    long next = before.getLast().sequence() + 1;
    try (var reader = streams.watch("r1", next, ALL)) {
      assertEquals(
          List.of(RunEvent.Kind.STATE), reader.next(LONG).stream().map(RunEvent::kind).toList());
    }
  }

  private void open2() {
    store = Store.open(folder.resolve("lab"));
    streams = new Streams(store, Clock.systemUTC());
    stream = streams.of("r1");
  }
}
