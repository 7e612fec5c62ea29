package org.hillock.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that need no server, and what a server does not let in. */
class LocalCommandsIT {

  @TempDir private Path folder;

  @Test
  void aRunHereLeavesTheSameRecordAsASubmittedOne() throws IOException, InterruptedException {
    var hillock = new Hillock(folder);
    var result =
        hillock.run("run", Hillock.example("digits.yaml"), "--set", "trainer.epochs=2", "--json");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.last().get("test_accuracy").asDouble() > 0.5, result.out());
    var report = Path.of(result.last().get("report").asText());
    assertTrue(Files.readString(report).contains("<html"), "the report is a page");
    try (var server = ServedHome.start(hillock)) {
      var runs = hillock.run("runs", "--json", "--server", server.address()).objects();
      assertEquals(result.last().get("run").asText(), runs.getFirst().get("name").asText());
      assertEquals("SUCCEEDED", runs.getFirst().get("state").asText());
    }
  }

  @Test
  void theSameSeedGivesTheSameCheckpointWithAnyNumberOfThreads()
      throws IOException, InterruptedException {
    var hillock = new Hillock(folder);
    var hashes = new HashSet<String>();
    for (var threads : List.of("threads=1", "threads=2")) {
      var result =
          hillock.run(
              "run",
              Hillock.example("digits.yaml"),
              "--set",
              "trainer.epochs=1",
              "--set",
              threads,
              "--json");
      assertEquals(0, result.code(), result.err());
      hashes.add(result.last().get("checkpoint_sha256").asText());
    }
    assertEquals(1, hashes.size(), hashes::toString);
  }

  @Test
  void aBenchmarkWritesAnObjectForEachRowItWasAskedFor() throws IOException, InterruptedException {
    var result = new Hillock(folder).run("bench", "--only", "step/linear-512/check-*", "--json");
    assertEquals(0, result.code(), result.err());
    assertEquals(
        List.of("step/linear-512/check-loss", "step/linear-512/check-gradient"),
        result.objects().stream().map(row -> row.get("name").asText()).toList());
    assertTrue(result.last().get("value").asDouble() > 0, result.out());
    assertTrue(result.last().get("baseline").isNull(), result.out());
  }

  @Test
  void componentsAreListedWithoutAServerToo() throws IOException, InterruptedException {
    var result = new Hillock(folder).run("components", "neuron");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("lif"), result.out());
    assertTrue(!result.err().contains("INFO"), result.err());
  }

  @Test
  void explainsANetworkWithTheMemoryOfItsTrainersBatch() throws IOException, InterruptedException {
    var hillock = new Hillock(folder);
    var digits = Hillock.example("digits.yaml");
    var own = hillock.run("explain", digits, "--json");
    assertEquals(0, own.code(), own.err());
    var linear = own.last().get("layers").get(0);
    assertEquals("1.linear", linear.get("name").asText(), own.out());
    assertEquals(64 * 256 + 256, linear.get("parameters").asLong());
    assertEquals(64 * 256, linear.get("macs").asLong());
    assertEquals(256, linear.get("output_shape").get(0).asLong());
    assertEquals(64, own.last().get("batch").asInt());
    var standard = hillock.run("explain", digits, "--set", "trainer={type: bptt, epochs: 1}");
    assertTrue(standard.out().contains("a training step on "), standard.err());
    assertTrue(!standard.out().contains("no batch size"), standard.out());
    var larger = hillock.run("explain", digits, "--json", "--set", "trainer.batch-size=640");
    long memory = own.last().get("memory_bytes").asLong();
    assertTrue(larger.last().get("memory_bytes").asLong() > 2 * memory, larger.out());
  }

  @Test
  void explainsANeuronDownToItsKernels() throws IOException, InterruptedException {
    var hillock = new Hillock(folder);
    var lif = hillock.run("explain", "lif", "--set", "tau=4");
    assertEquals(0, lif.code(), lif.err());
    assertTrue(lif.out().contains("t0 = (v·0.75) + input"), lif.out());
    assertTrue(lif.out().contains("∂input0 = "), lif.out());
    var mistyped = hillock.run("explain", "neuron", "liff");
    assertEquals(2, mistyped.code(), mistyped.err());
    assertTrue(mistyped.err().contains("lif"), mistyped.err());
  }

  @Test
  void listsDataSetsAndTheirState() throws IOException, InterruptedException {
    var sets = new Hillock(folder).run("data", "list", "--json").objects();
    var digits = sets.stream().filter(s -> s.get("name").asText().equals("digits")).findFirst();
    assertEquals("built in", digits.orElseThrow().get("state").asText());
    var fashion =
        sets.stream().filter(s -> s.get("name").asText().equals("fashion-mnist")).findFirst();
    assertEquals("not installed", fashion.orElseThrow().get("state").asText());
  }

  @Test
  void anUnknownDataSetIsMetWithThoseThereAre() throws IOException, InterruptedException {
    var result = new Hillock(folder).run("data", "install", "minst");
    assertEquals(2, result.code(), result.err());
    assertTrue(result.err().contains("fashion-mnist"), result.err());
  }

  @Test
  void aServerWithATokenLetsOnlyItsBearersIn() throws IOException, InterruptedException {
    var hillock = new Hillock(folder);
    var token = Files.writeString(folder.resolve("token"), "0123456789abcdef0123456789abcdef");
    var other = Files.writeString(folder.resolve("other"), "another-token-of-some-length");
    try (var server = ServedHome.start(hillock, "--token-file", token.toString())) {
      var call =
          new String[] {"runs", "--server", server.address(), "--token-file", token.toString()};
      assertEquals(0, hillock.run(call).code());
      call[4] = other.toString();
      assertEquals(3, hillock.run(call).code());
      var without = hillock.run("runs", "--server", server.address());
      assertEquals(3, without.code());
      assertTrue(without.err().contains("--token-file"), without.err());
      assertEquals(0, server.stop());
    }
  }

  @Test
  void aServerIsNotLetOutOfThisMachineWithoutTlsAndToken()
      throws IOException, InterruptedException {
    var result = new Hillock(folder).run("serve", "--host", "0.0.0.0", "--port", "0");
    assertEquals(2, result.code(), result.err());
    assertTrue(result.err().contains("TLS"), result.err());
  }
}
