package org.hillock.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hillock.api.ErrorCode;
import org.hillock.api.metric.Metric;
import org.hillock.engine.run.ExperimentRunner;
import org.hillock.lab.execute.Executor;
import org.hillock.lab.execute.Quota;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.Json;
import org.hillock.lab.record.Manifest;
import org.hillock.lab.record.ResultRecord;
import org.hillock.lab.record.Run;
import org.hillock.lab.record.RunError;
import org.hillock.lab.record.RunEvent;
import org.hillock.lab.record.RunState;
import org.hillock.lab.store.Store;
import org.hillock.lab.worker.WorkerMessage;
import org.hillock.lab.worker.WorkerMessage.Ending;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchedulerTest {

  /** An execution whose course the test decides. */
  private static final class Told implements Executor.Execution {

    final Manifest manifest;
    final CompletableFuture<Ending> ending = new CompletableFuture<>();
    final BlockingQueue<WorkerMessage> messages = new LinkedBlockingQueue<>();

    Told(Manifest manifest) {
      this.manifest = manifest;
    }

    @Override
    public Ending await(Consumer<WorkerMessage> sink) {
      sink.accept(new WorkerMessage.Ready());
      var end = ending.join();
      messages.forEach(sink);
      return end;
    }

    @Override
    public void cancel() {
      ending.complete(new WorkerMessage.Cancelled());
    }

    @Override
    public void kill() {
      ending.complete(new WorkerMessage.Failed(RunError.WORKER_DIED, "killed"));
    }
  }

  @TempDir Path folder;
  private final BlockingQueue<Told> started = new LinkedBlockingQueue<>();
  private Home home;
  private Store store;
  private Streams streams;
  private Scheduler scheduler;

  @BeforeEach
  void open() {
    home = new Home(folder);
    store = Store.open(home.database());
    streams = new Streams(store, Clock.systemUTC());
    scheduler = new Scheduler(home, store, streams, this::start, 1);
  }

  @AfterEach
  void close() {
    scheduler.close();
    store.close();
  }

  private Executor.Execution start(Manifest manifest) throws IOException {
    if (manifest.run().equals("unstartable")) {
      throw new IOException("No space left on device");
    }
    var told = new Told(manifest);
    started.add(told);
    return told;
  }

  private void submit(String run) {
    Rows.queued(store, run, Map.of());
    streams.of(run);
    scheduler.enqueue(run);
  }

  private Told next() throws InterruptedException {
    var told = started.poll(20, TimeUnit.SECONDS);
    assertTrue(told != null, "no run was started");
    return told;
  }

  private Run ended(String run) throws InterruptedException {
    try (var reader = streams.watch(run, 0, EnumSet.noneOf(RunEvent.Kind.class))) {
      while (!reader.isEnded()) {
        reader.next(Duration.ofSeconds(20));
      }
    }
    return store.runs().find(run).orElseThrow();
  }

  @Test
  void startsRunsOneAfterTheOtherInTheirOrder() throws Exception {
    List.of("r1", "r2", "r3").forEach(this::submit);
    for (var run : List.of("r1", "r2", "r3")) {
      var told = next();
      assertEquals(run, told.manifest.run());
      assertTrue(started.isEmpty());
      finish(told, new Metric.Figure("accuracy", 0.5, "", ""));
      var record = ended(run);
      assertEquals(RunState.SUCCEEDED, record.state());
      assertEquals(0.5, record.figures().getFirst().value());
      assertTrue(store.artefacts().of(run).containsKey("report.html"));
    }
  }

  @Test
  void recordsWhatHappensInItsOrder() throws Exception {
    submit("r1");
    var told = next();
    told.messages.add(new WorkerMessage.Point("loss", 1, 0, 2.5));
    told.messages.add(new WorkerMessage.Log("hello"));
    finish(told);
    ended("r1");
    var kinds = store.events().read("r1", 0, 100, 100).stream().map(SchedulerTest::word).toList();
    assertEquals(List.of("QUEUED", "STARTING", "RUNNING", "POINT", "LOG", "SUCCEEDED"), kinds);
  }

  /** Ends as a worker does: first the result in the run's folder, then the word. */
  private void finish(Told told, Metric.Figure... figures) throws IOException {
    var all = List.of(figures);
    var result =
        new ResultRecord(
            all, List.of(), List.of(), 4, "sha", 1, 0, 0, "device", "split", "sha", List.of());
    var run = home.run(told.manifest.run());
    Files.writeString(run.resolve(ResultRecord.FILE), Json.write(result));
    Files.writeString(run.resolve(Home.SPIKES), "[]");
    told.ending.complete(new WorkerMessage.Finished(all));
  }

  private static String word(RunEvent event) {
    return event instanceof RunEvent.StateChange change
        ? change.state().name()
        : event.kind().name();
  }

  @Test
  void cancelsAWaitingRunAtOnceAndNeverStartsIt() throws Exception {
    submit("r1");
    submit("r2");
    var first = next();
    scheduler.cancel("r2");
    assertEquals(RunState.CANCELLED, store.runs().find("r2").orElseThrow().state());
    finish(first);
    ended("r1");
    submit("r3");
    assertEquals("r3", next().manifest.run());
  }

  @Test
  void cancelsARunAtWork() throws Exception {
    submit("r1");
    next();
    scheduler.cancel("r1");
    assertEquals(RunState.CANCELLED, ended("r1").state());
  }

  @Test
  void aFailureCarriesItsReasonAndTheEndOfTheLog() throws Exception {
    submit("r1");
    var told = next();
    Files.writeString(home.run("r1").resolve(Home.LOG), "first\n" + "line\n".repeat(30) + "last\n");
    told.ending.complete(new WorkerMessage.Failed("DIVERGED", "the loss is not a number"));
    var error = ended("r1").error().orElseThrow();
    assertEquals("DIVERGED", error.reason());
    assertEquals(20, error.logTail().size());
    assertEquals("last", error.logTail().getLast());
  }

  @Test
  void aRunThatCannotBeStartedFailsAndTheNextOneRuns() throws Exception {
    submit("unstartable");
    submit("r2");
    var error = ended("unstartable").error().orElseThrow();
    assertEquals(ErrorCode.RESOURCE_EXHAUSTED.name(), error.reason());
    assertTrue(error.message().contains("No space left"), error.message());
    assertEquals("r2", next().manifest.run());
  }

  @Test
  void aFullDiskFailsTheRunAtWork() throws Exception {
    submit("r1");
    next();
    var full = new DiskGuard(folder, Long.MAX_VALUE);
    try (var ticker = new Ticker(home, streams, scheduler, full, new Quota(Long.MAX_VALUE))) {
      ticker.start(() -> {});
      var run = ended("r1");
      assertEquals(RunState.FAILED, run.state());
      assertEquals(ErrorCode.RESOURCE_EXHAUSTED.name(), run.error().orElseThrow().reason());
    }
  }

  @Test
  void closingFailsRunsAtWorkAndLeavesWaitingOnesQueued() throws Exception {
    submit("r1");
    submit("r2");
    next();
    scheduler.close();
    var run = store.runs().find("r1").orElseThrow();
    assertEquals(RunState.FAILED, run.state());
    assertTrue(run.error().orElseThrow().message().contains("resume"));
    assertEquals(RunState.QUEUED, store.runs().find("r2").orElseThrow().state());
  }

  @Test
  void aResumedRunBeginsWithACopyOfTheCheckpoint() throws Exception {
    Files.createDirectories(home.run("r1"));
    Files.writeString(home.run("r1").resolve(ExperimentRunner.CHECKPOINT), "weights");
    Rows.queued(store, "r2", Map.of(), "r1");
    streams.of("r2");
    scheduler.enqueue("r2");
    finish(next());
    ended("r2");
    assertEquals("weights", Files.readString(home.run("r2").resolve(Home.RESUME)));
    assertTrue(store.artefacts().of("r2").containsKey(Home.RESUME));
  }

  @Test
  void aResumedRunWhoseCheckpointIsGoneFails() throws Exception {
    Rows.queued(store, "r2", Map.of(), "r1");
    streams.of("r2");
    scheduler.enqueue("r2");
    assertEquals("FAILED_PRECONDITION", ended("r2").error().orElseThrow().reason());
  }
}
