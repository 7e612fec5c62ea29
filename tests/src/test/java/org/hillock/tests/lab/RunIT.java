package org.hillock.tests.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.lab.Lab;
import org.hillock.lab.LabConfig;
import org.hillock.lab.record.Artefact;
import org.hillock.lab.record.Json;
import org.hillock.lab.record.Manifest;
import org.hillock.lab.record.PageRequest;
import org.hillock.lab.record.RunEvent;
import org.hillock.lab.record.RunState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The life of runs in worker processes. */
@ResourceLock(Labs.WORKERS)
final class RunIT {

  @TempDir Path folder;
  private Lab lab;

  @BeforeEach
  void open() {
    lab = Lab.open(Labs.config(folder));
  }

  @AfterEach
  void close() {
    lab.close();
    assertEquals(List.of(), Labs.workers());
  }

  @Test
  void aRunGoesFromTheQueueToAResultThatPredicts() throws Exception {
    var run = lab.runs().submit(Labs.digits(3).withTags(Map.of("who", "me")).withSeed(5));
    assertEquals(RunState.QUEUED, run.state());
    var events = Labs.until(lab, run.id(), RunState.SUCCEEDED);
    assertEquals(
        List.of(RunState.QUEUED, RunState.STARTING, RunState.RUNNING, RunState.SUCCEEDED),
        Labs.states(events));
    var kinds = events.stream().map(RunEvent::kind).collect(Collectors.toSet());
    assertTrue(
        kinds.containsAll(Set.of(RunEvent.Kind.POINT, RunEvent.Kind.PROGRESS)), () -> "" + kinds);

    var record = lab.runs().get(run.id());
    assertEquals(5, record.seed());
    var figures =
        record.figures().stream().collect(Collectors.toMap(f -> f.name(), f -> f.value()));
    assertTrue(figures.get("test_accuracy") > 0.8, () -> "" + figures);
    assertManifest(Json.read(record.manifest().orElseThrow(), Manifest.class));
    var file = folder.resolve("home/runs").resolve(run.id()).resolve("manifest.json");
    assertEquals(record.manifest().orElseThrow(), Files.readString(file));

    var files = lab.results().artefacts(run.id());
    var names = files.stream().map(Artefact::path).toList();
    assertTrue(
        names.containsAll(
            List.of(
                "checkpoint.safetensors",
                "manifest.json",
                "result.json",
                "run.log",
                "spikes.json")),
        () -> "" + names);
    var series = lab.results().series(run.id());
    assertEquals(3, series.getFirst().count());
    var points = lab.results().points(run.id(), series.getFirst().key(), PageRequest.FIRST);
    assertEquals(3, points.items().size());
    assertPredicts(run.id());
  }

  private static void assertManifest(Manifest manifest) {
    assertEquals(8, manifest.plugins().size());
    assertEquals(List.of(), manifest.launcher());
    assertEquals(64, manifest.dataSha256().length());
    assertEquals("0.1.0", manifest.spi());
    assertFalse(manifest.hillock().contains("$"), manifest.hillock());
    assertTrue(manifest.vectorBits() >= 64);
    assertEquals("digits", manifest.spec().path("data").asText());
    var execution = manifest.execution().orElseThrow();
    assertEquals("cpu", execution.backend());
    assertEquals("backend-cpu 0.1.0", execution.plugin());
    assertEquals(
        "cpu, %d-bit vectors, %d threads".formatted(execution.vectorBits(), execution.threads()),
        execution.device());
    assertEquals("", execution.substitution());
    assertEquals(manifest.jvm(), execution.jvm());
  }

  private void assertPredicts(String run) {
    var model = lab.models().describe(run);
    assertEquals(10, model.classes());
    assertEquals("direct", model.encoder());
    assertEquals(List.of(8L, 8L, 1L), model.inputShape());
    var values = new float[2 * 64];
    var first = lab.models().predict(run, values, List.of(2L, 8L, 8L, 1L), OptionalLong.empty());
    assertEquals(2, first.classes().length);
    assertEquals(20, first.scores().length);
    assertEquals(2, Labs.workers().size(), "the inspector and the network");
    var again = lab.models().predict(run, values, List.of(2L, 8L, 8L, 1L), OptionalLong.empty());
    assertArrayEquals(first.scores(), again.scores());
    var error =
        assertThrows(
            HillockException.class,
            () -> lab.models().predict(run, values, List.of(2L, 64L), OptionalLong.empty()));
    assertEquals(ErrorCode.SHAPE_MISMATCH, error.code());
  }

  @Test
  void cancelsARunWithinTwoSeconds() throws Exception {
    var run = lab.runs().submit(Labs.digits(100_000));
    Labs.untilFirstPoint(lab, run.id());
    long start = System.nanoTime();
    lab.runs().cancel(run.id());
    Labs.ended(lab, run.id(), RunState.CANCELLED);
    var took = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, () -> "took " + took);
    assertEquals(RunState.CANCELLED, lab.runs().cancel(run.id()).state());
  }

  @Test
  void aKilledWorkerFailsItsRunAndTheNextOneRuns() throws Exception {
    var run = lab.runs().submit(Labs.digits(100_000));
    var next = lab.runs().submit(Labs.digits(1));
    Labs.untilFirstPoint(lab, run.id());
    Labs.workers().forEach(ProcessHandle::destroyForcibly);
    var error = Labs.ended(lab, run.id(), RunState.FAILED).error().orElseThrow();
    assertEquals("WORKER_DIED", error.reason());
    assertTrue(error.message().contains("signal 9"), error.message());
    Labs.ended(lab, next.id(), RunState.SUCCEEDED);
  }

  @Test
  void aResumedRunEndsOnTheSameBytesAsOneNeverStopped() throws Exception {
    var whole = lab.runs().submit(Labs.digits(40));
    Labs.ended(lab, whole.id(), RunState.SUCCEEDED);
    var stopped = lab.runs().submit(Labs.digits(40));
    Labs.untilFirstPoint(lab, stopped.id());
    lab.runs().cancel(stopped.id());
    Labs.ended(lab, stopped.id(), RunState.CANCELLED);
    var resumed = lab.runs().resume(stopped.id());
    Labs.ended(lab, resumed.id(), RunState.SUCCEEDED);
    assertEquals(checkpoint(whole.id()), checkpoint(resumed.id()));
    assertEquals(stopped.id(), lab.runs().get(resumed.id()).resumedFrom().orElseThrow());
    var error = assertThrows(HillockException.class, () -> lab.runs().resume(whole.id()));
    assertEquals(ErrorCode.FAILED_PRECONDITION, error.code());
  }

  private String checkpoint(String run) {
    return lab.results().artefact(run, "checkpoint.safetensors").sha256();
  }

  @Test
  void aRepeatedRequestGetsTheRunOfTheFirst() {
    var wanted = Labs.digits(100_000).withRequestId("once");
    var run = lab.runs().submit(wanted);
    assertEquals(run.id(), lab.runs().submit(wanted).id());
    var error = assertThrows(HillockException.class, () -> lab.runs().submit(wanted.withSeed(9)));
    assertEquals(ErrorCode.ALREADY_EXISTS, error.code());
    lab.runs().cancel(run.id());
  }

  @Test
  void aTruncatedCheckpointIsAClearError() throws Exception {
    var run = lab.runs().submit(Labs.digits(1));
    Labs.ended(lab, run.id(), RunState.SUCCEEDED);
    var file = folder.resolve("home/runs").resolve(run.id()).resolve("checkpoint.safetensors");
    Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 1000));
    var error = assertThrows(HillockException.class, () -> lab.models().describe(run.id()));
    assertEquals(ErrorCode.CORRUPT_FILE, error.code());
    assertTrue(error.getMessage().contains("truncated"), error.getMessage());
  }

  @Test
  void aDeletedRunLeavesNothing() throws Exception {
    var run = lab.runs().submit(Labs.digits(1));
    var error = assertThrows(HillockException.class, () -> lab.runs().delete(run.id()));
    assertEquals(ErrorCode.FAILED_PRECONDITION, error.code());
    Labs.ended(lab, run.id(), RunState.SUCCEEDED);
    lab.runs().delete(run.id());
    assertThrows(HillockException.class, () -> lab.runs().get(run.id()));
    assertFalse(Files.exists(folder.resolve("home/runs").resolve(run.id())));
  }

  @Test
  void theSameRunInThisProcessHasTheSameCheckpoint() throws Exception {
    var run = lab.runs().submit(Labs.digits(2));
    Labs.ended(lab, run.id(), RunState.SUCCEEDED);
    var expected = checkpoint(run.id());
    lab.close();
    lab = Lab.open(Labs.config(folder).withExecution(LabConfig.Execution.IN_PROCESS));
    var here = lab.runs().submit(Labs.digits(2));
    Labs.ended(lab, here.id(), RunState.SUCCEEDED);
    assertEquals(expected, checkpoint(here.id()));
  }

  @Test
  void runsThatWereAtWorkFailAndWaitingOnesRunWhenTheLabOpensAgain() throws Exception {
    var first = lab.runs().submit(Labs.digits(100_000));
    var second = lab.runs().submit(Labs.digits(1));
    Labs.untilFirstPoint(lab, first.id());
    lab.close();
    lab = Lab.open(Labs.config(folder));
    var error = lab.runs().get(first.id()).error().orElseThrow();
    assertTrue(error.message().contains("the server stopped"), error.message());
    Labs.ended(lab, second.id(), RunState.SUCCEEDED);
  }
}
