package org.hillock.tests.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hillock.lab.Lab;
import org.hillock.lab.record.Caller;
import org.hillock.lab.record.Json;
import org.hillock.lab.record.Manifest;
import org.hillock.lab.record.PluginRecord;
import org.hillock.lab.record.RunEvent;
import org.hillock.lab.record.RunState;
import org.hillock.pluginhost.testing.PluginJar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Plugins that change while runs use them, and plugins that misbehave. */
@ResourceLock(Labs.WORKERS)
final class PluginIT {

  private static final int EPOCHS = 60;

  @TempDir Path folder;
  private Lab lab;

  @BeforeEach
  void open() {
    lab = Lab.open(Labs.config(folder));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private PluginRecord install(PluginJar plugin) throws IOException {
    try (var jar = Files.newInputStream(plugin.write(folder.resolve("upload.jar")))) {
      return lab.plugins().install(jar, "upload.jar", "", Caller.inProcess("tester"));
    }
  }

  @Test
  void aRunEndsOnTheVersionItBeganWithAndTheNextOneGetsTheNew() throws Exception {
    var wave = Map.of("network[2].surrogate", "wave");
    install(PluginJar.surrogate("demo", "1.0.0", "wave", 2));
    var first = lab.runs().submit(Labs.digits(EPOCHS).withOverrides(wave));
    Labs.untilFirstPoint(lab, first.id());
    install(PluginJar.surrogate("demo", "2.0.0", "wave", 3));
    assertEquals(RunState.RUNNING, lab.runs().get(first.id()).state());
    var second = lab.runs().submit(Labs.digits(EPOCHS).withOverrides(wave));
    assertEquals("DRAINING", lab.plugins().get("demo", "1.0.0").state());
    Labs.ended(lab, first.id(), RunState.SUCCEEDED);
    awaitUnloaded();
    Labs.ended(lab, second.id(), RunState.SUCCEEDED);
    assertEquals("1.0.0", pin(first.id()).version());
    assertEquals("2.0.0", pin(second.id()).version());
    assertNotEquals(checkpoint(first.id()), checkpoint(second.id()));

    var jar = folder.resolve("home/plugins").resolve(pin(first.id()).sha256() + ".jar");
    install(PluginJar.surrogate("demo", "3.0.0", "wave", 4));
    assertTrue(Files.exists(jar));
    lab.runs().delete(first.id());
    assertFalse(Files.exists(jar));
  }

  private String checkpoint(String run) {
    return lab.results().artefact(run, "checkpoint.safetensors").sha256();
  }

  private Manifest.Pin pin(String run) {
    return Json.read(lab.runs().get(run).manifest().orElseThrow(), Manifest.class)
        .plugins()
        .stream()
        .filter(pin -> pin.id().equals("demo"))
        .findFirst()
        .orElseThrow();
  }

  /** The host unloads on its own; nothing tells when. */
  private void awaitUnloaded() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!lab.plugins().get("demo", "1.0.0").state().equals("UNLOADED")) {
      assertTrue(System.nanoTime() < end, () -> "" + lab.plugins().get("demo", "1.0.0"));
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static PluginJar trainer(String body) {
    return PluginJar.of("mischief", "1.0.0")
        .header(
            "Import-Package",
            "org.hillock.api;version=\"[0.1,1)\",org.hillock.api.train;version=\"[0.1,1)\"")
        .source(
            "demo.Entry",
            """
            package demo;
            public final class Entry implements org.hillock.api.Plugin {
              @Override public org.hillock.api.Components components() {
                return org.hillock.api.Components.of(Mischief.class);
              }
            }
            """)
        .source(
            "demo.Mischief",
            """
            package demo;
            import org.hillock.api.*;
            import org.hillock.api.train.*;
            @Component(id = "mischief", doc = "A trainer made for a test.", cites = "nobody")
            public record Mischief(
                @Param(doc = "the loss", value = "cross-entropy-membrane") Loss loss)
                implements Trainer {
              @Override public int epochs() { return 1; }
              @Override public void train(TrainingSession session) { %s }
            }
            """
                .formatted(body));
  }

  private String submitMischief() {
    return lab.runs().submit(Labs.digits(1).withOverrides(Map.of("trainer", "mischief"))).id();
  }

  @Test
  void aTrainerThatNeverLooksUpIsStoppedWithinTwoSeconds() throws Exception {
    install(trainer("session.log(\"here\"); while (true) { Thread.onSpinWait(); }"));
    var run = submitMischief();
    Labs.until(lab, run, RunState.RUNNING);
    awaitLog(run);
    long start = System.nanoTime();
    lab.runs().cancel(run);
    Labs.ended(lab, run, RunState.CANCELLED);
    var took = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, () -> "took " + took);
  }

  private void awaitLog(String run) throws InterruptedException {
    try (var reader = lab.results().watch(run, 0, Labs.ALL)) {
      while (reader.next(Duration.ofSeconds(30)).stream()
          .noneMatch(RunEvent.LogLine.class::isInstance)) {
        assertFalse(reader.isEnded());
      }
    }
  }

  @Test
  void whatATrainerPrintsGoesToTheLogAndItsExceptionFailsTheRun() throws Exception {
    install(
        trainer(
            "System.out.println(\"{\\\"is\\\":\\\"finished\\\",\\\"figures\\\":[]}\");"
                + " throw new IllegalStateException(\"broken on purpose\");"));
    var run = submitMischief();
    var error = Labs.ended(lab, run, RunState.FAILED).error().orElseThrow();
    assertEquals("PLUGIN_FAULT", error.reason());
    assertTrue(error.message().contains("broken on purpose at demo.Mischief"), error.message());
    try (var log = lab.results().open(run, "run.log", 0)) {
      var text = new String(log.readAllBytes());
      assertTrue(text.contains("finished"), text);
      assertTrue(text.contains("demo.Mischief.train"), text);
    }
  }

  @Test
  void aTrainerThatEndsTheProcessHarmsOnlyItsRun() throws Exception {
    install(trainer("Runtime.getRuntime().halt(42);"));
    var run = submitMischief();
    var next = lab.runs().submit(Labs.digits(1));
    var error = Labs.ended(lab, run, RunState.FAILED).error().orElseThrow();
    assertEquals("WORKER_DIED", error.reason());
    assertTrue(error.message().contains("exit value 42"), error.message());
    Labs.ended(lab, next.id(), RunState.SUCCEEDED);
  }
}
