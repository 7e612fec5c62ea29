package org.hillock.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Files and disks that are not as they should be. The server answers and goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {

  private static final Set<String> ENDED = Set.of("SUCCEEDED", "FAILED", "CANCELLED");

  private Path folder;
  private Hillock hillock;
  private ServedHome server;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    hillock = new Hillock(folder);
    server = ServedHome.start(hillock, "--plugin-uploads", "any");
  }

  /** After all of it no run is left half done, the next one succeeds, and the server stops well. */
  @AfterAll
  void goOn() throws IOException, InterruptedException {
    try (var running = server) {
      for (var run : call("runs", "--json").objects()) {
        assertTrue(ENDED.contains(run.get("state").asText()), run::toString);
      }
      train();
      assertEquals(0, running.stop());
    }
  }

  private Hillock.Result call(String... arguments) throws IOException, InterruptedException {
    var all = Stream.concat(Stream.of(arguments), Stream.of("--server", server.address()));
    return hillock.run(all.toArray(String[]::new));
  }

  private String submit(int epochs) throws IOException, InterruptedException {
    var epochsToo = "trainer.epochs=" + epochs;
    var done = call("submit", Hillock.example("digits.yaml"), "--set", epochsToo, "--json");
    assertEquals(0, done.code(), done.err());
    return done.last().get("name").asText();
  }

  private String train() throws IOException, InterruptedException {
    var run = submit(1);
    var done = call("watch", run);
    assertEquals(0, done.code(), done.err());
    return run;
  }

  private Path fileOf(String run, String name) {
    return folder.resolve("home").resolve(run).resolve(name);
  }

  private static void assertRefused(int code, Hillock.Result result, String... words) {
    assertEquals(code, result.code(), result.err());
    for (var word : words) {
      assertTrue(result.err().contains(word), () -> "no '" + word + "' in " + result.err());
    }
  }

  @Test
  void aTruncatedCheckpointPredictsNothing() throws IOException, InterruptedException {
    var run = train();
    var checkpoint = fileOf(run, "checkpoint.safetensors");
    Files.write(checkpoint, Arrays.copyOf(Files.readAllBytes(checkpoint), 1000));
    var sample = String.join(",", Collections.nCopies(64, "0"));
    var samples = Files.writeString(folder.resolve("sample.csv"), sample + "\n");
    assertRefused(2, call("predict", run, samples.toString()), "checkpoint.safetensors", "trunc");
    assertRefused(2, call("runs", run, "--download", "files"), "checkpoint.safetensors", "trunc");
  }

  @Test
  void aFullDiskFailsTheRunThatMeetsIt() throws IOException, InterruptedException {
    var before = submit(100_000);
    var run = submit(1);
    var part = fileOf(run, "checkpoint.safetensors.part");
    Files.createDirectories(part.getParent());
    Files.createSymbolicLink(part, Path.of("/dev/full"));
    assertEquals(0, call("cancel", before).code());
    assertRefused(1, call("watch", run), "RESOURCE_EXHAUSTED", "No space left");
    var record = call("runs", run, "--json").objects().getFirst();
    assertEquals("FAILED", record.get("state").asText(), record::toString);
    assertTrue(!Files.exists(part), "the part is removed");
  }

  @Test
  void anUploadAboveTheLimitIsRefused() throws IOException, InterruptedException {
    var jar = folder.resolve("large.jar");
    try (var file = new RandomAccessFile(jar.toFile(), "rw")) {
      file.setLength((64 << 20) + 1);
    }
    assertRefused(4, call("plugin", "install", jar.toString()), "large.jar", "67108864");
    try (var kept = Files.list(folder.resolve("home/plugins"))) {
      assertTrue(kept.noneMatch(file -> file.toString().endsWith(".part")), "no part is kept");
    }
    var log = Files.readString(folder.resolve("home/logs/serve.log"));
    assertTrue(!log.contains(" ERROR "), "a refusal is no fault of the server: " + log);
  }

  @Test
  void aValueOfTheWrongTypeAndOneOutOfRangeAreToldWithWhatIsExpected()
      throws IOException, InterruptedException {
    var spec = Hillock.example("digits.yaml");
    assertRefused(
        2,
        call("submit", spec, "--set", "trainer.epochs=many", "--set", "network[2].tau=0.5"),
        "trainer.epochs: expected a whole number of at least 1, found the text 'many'",
        "network[2].tau: expected a number of at least 1, found 0.5");
  }
}
