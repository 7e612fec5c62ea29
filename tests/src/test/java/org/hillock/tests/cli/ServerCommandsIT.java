package org.hillock.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.hillock.pluginhost.testing.PluginJar;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Commands that call a server, on one that runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerCommandsIT {

  private Path folder;
  private Hillock hillock;
  private ServedHome server;
  private String trained;

  @BeforeAll
  void trainANetwork(@TempDir Path temporary) throws IOException, InterruptedException {
    folder = temporary;
    hillock = new Hillock(folder);
    server = ServedHome.start(hillock, "--plugin-uploads", "any");
    var result =
        call(
            "submit",
            Hillock.example("digits.yaml"),
            "--set",
            "trainer.epochs=2",
            "--watch",
            "--json");
    assertEquals(0, result.code(), result.err());
    assertEquals("SUCCEEDED", result.last().get("state").asText());
    assertTrue(
        result.objects().stream().anyMatch(event -> event.has("metrics")),
        "events come before the run");
    trained = result.last().get("name").asText();
  }

  @AfterAll
  void stopTheServer() throws InterruptedException {
    try (var running = server) {
      assertEquals(0, running.stop());
    }
  }

  private Hillock.Result call(String... arguments) throws IOException, InterruptedException {
    var all = Stream.concat(Stream.of(arguments), Stream.of("--server", server.address()));
    return hillock.run(all.toArray(String[]::new));
  }

  private String submit(String... options) throws IOException, InterruptedException {
    var arguments =
        Stream.concat(
            Stream.of("submit", Hillock.example("digits.yaml"), "--json"), Stream.of(options));
    var result = call(arguments.toArray(String[]::new));
    assertEquals(0, result.code(), result.err());
    return result.last().get("name").asText();
  }

  private void assertRefused(int code, Hillock.Result result, String... words) {
    assertEquals(code, result.code(), result.err());
    for (var word : words) {
      assertTrue(result.err().contains(word), () -> "no '" + word + "' in " + result.err());
    }
    assertTrue(!result.err().contains("\tat "), result.err());
  }

  @Test
  void listsAndShowsRuns() throws IOException, InterruptedException {
    var names =
        call("runs", "--json", "--filter", "state=SUCCEEDED").objects().stream()
            .map(run -> run.get("name").asText())
            .toList();
    assertTrue(names.contains(trained), names::toString);
    var shown = call("runs", trained);
    assertTrue(shown.out().contains("test_accuracy"), shown.out());
    assertTrue(shown.out().contains("checkpoint.safetensors"), shown.out());
  }

  @Test
  void reportsWhatEachLayerDidAndCost() throws IOException, InterruptedException {
    var page = folder.resolve("page.html");
    var report = call("report", trained, "--html", page.toString());
    assertEquals(0, report.code(), report.err());
    assertTrue(report.out().contains("energy, memory_45nm"), report.out());
    assertTrue(
        report.out().lines().anyMatch(l -> l.matches("2\\.lif +256 +0 +0 +0\\.\\d+ .*")),
        report.out());
    assertTrue(Files.readString(page).contains("break_even_rate/horowitz_45nm"), "all figures");
  }

  @Test
  void downloadsEveryFileOfARun() throws IOException, InterruptedException {
    assertEquals(0, call("runs", trained, "--download", "files").code());
    assertTrue(Files.size(folder.resolve("files/checkpoint.safetensors")) > 100_000);
    assertTrue(Files.readString(folder.resolve("files/report.html")).contains("<html"));
  }

  @Test
  void watchesAFinishedRunFromItsBeginning() throws IOException, InterruptedException {
    var result = call("watch", trained);
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("test accuracy"), result.out());
  }

  @Test
  void repeatsARunToTheSameBytes() throws IOException, InterruptedException {
    var result = call("repeat", trained, "--watch");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("test accuracy"), result.out());
    assertTrue(
        result.err().contains("its checkpoint has the same bytes as that of " + trained),
        result.err());
    assertRefused(2, call("repeat", "runs/none"), "runs/none");
  }

  @Test
  void cancelsARunAndWatchersLearnOfIt() throws IOException, InterruptedException {
    var run = submit("--set", "trainer.epochs=100000");
    var cancelled = call("cancel", run);
    assertEquals(0, cancelled.code(), cancelled.err());
    assertTrue(cancelled.out().contains(run + " cancelled"), cancelled.out());
    assertRefused(1, call("watch", run), "cancelled");
  }

  @Test
  void predictsEverySampleOfAFile() throws IOException, InterruptedException {
    var blank = String.join(",", Collections.nCopies(64, "0"));
    var grey = String.join(",", Collections.nCopies(64, "0.5"));
    var file = Files.writeString(folder.resolve("samples.csv"), blank + "\n" + grey + "\n");
    var result = call("predict", trained, file.toString(), "--json");
    assertEquals(0, result.code(), result.err());
    assertEquals(2, result.objects().size());
    for (var sample : result.objects()) {
      assertEquals(10, sample.get("scores").size());
      int winner = sample.get("class").asInt();
      for (var score : sample.get("scores")) {
        assertTrue(score.asDouble() <= sample.get("scores").get(winner).asDouble());
      }
    }
  }

  @Test
  void aSampleOfTheWrongSizeIsRefusedWithItsLine() throws IOException, InterruptedException {
    var file = Files.writeString(folder.resolve("short.csv"), "1,2,3\n");
    assertRefused(2, call("predict", trained, file.toString()), "line 1", "takes 64");
  }

  @Test
  void explainsAComponent() throws IOException, InterruptedException {
    var result = call("components", "neuron", "lif");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("threshold"), result.out());
    assertTrue(result.out().contains("plugins/neurons@"), result.out());
    var all = call("components", "--json").objects();
    assertTrue(all.size() > 30, "only " + all.size());
  }

  @Test
  void takesAPluginOutAndPutsItBack() throws IOException, InterruptedException {
    var jar =
        Hillock.IMAGE
            .resolve("plugins")
            .resolve(
                "hillock-plugin-metrics-%s.jar".formatted(System.getProperty("hillock.version")));
    var verified = hillock.run("plugin", "verify", jar.toString());
    assertEquals(0, verified.code(), verified.err());
    assertTrue(verified.out().endsWith("nothing wrong\n"), verified.out());
    var out = call("plugin", "uninstall", "metrics");
    assertEquals(0, out.code(), out.err());
    assertTrue(!active().contains("metrics"), "still active");
    var back = call("plugin", "install", jar.toString());
    assertEquals(0, back.code(), back.err());
    assertTrue(active().contains("metrics"), "not active");
    var audits = call("plugin", "audit", "--json", "--filter", "plugin=metrics").objects();
    assertEquals(
        List.of("INSTALL", "UNINSTALL"),
        audits.stream().map(audit -> audit.get("action").asText()).toList());
    assertEquals("loopback", audits.getFirst().get("caller").asText());
    assertEquals("127.0.0.1", audits.getFirst().get("address").asText());
    assertTrue(call("plugin", "audit").out().contains("metrics@"), "the table names it");
  }

  @Test
  void putsAnEarlierVersionOfAPluginBack() throws IOException, InterruptedException {
    for (var version : List.of("1.0.0", "2.0.0")) {
      var jar = PluginJar.surrogate("demo", version, "wave", 2).write(folder.resolve("demo.jar"));
      assertEquals(0, call("plugin", "install", jar.toString()).code());
    }
    var back = call("plugin", "rollback", "demo");
    assertEquals(0, back.code(), back.err());
    assertTrue(back.out().contains("demo@1.0.0 active"), back.out());
    var again = call("plugin", "rollback", "demo", "--to", "2.0.0");
    assertTrue(again.out().contains("demo@2.0.0 active"), again.err());
    assertRefused(2, call("plugin", "rollback", "demo", "--to", "3.0.0"), "kept are: 1.0.0");
  }

  @Test
  void anOldSpecFindsARenamedComponentAndHearsOfItsName() throws Exception {
    var jar =
        PluginJar.of("renamed", "1.0.0")
            .entry("")
            .source(
                "demo.Wave",
                """
                package demo;
                import org.hillock.api.*;
                import org.hillock.api.equations.*;
                @Component(id = "billow", aliases = "swell", doc = "Renamed.", cites = "nobody")
                public record Wave(@Param(doc = "width", value = "2", above = 0) double width)
                    implements Surrogate {
                  @Override public Expr slope(Expr x) { return x.times(width); }
                  @Override public double smooth(double x) { return width * x; }
                }
                """)
            .write(folder.resolve("renamed.jar"));
    assertEquals(0, call("plugin", "install", jar.toString()).code());
    var shown = call("components", "surrogate", "swell");
    assertTrue(shown.err().contains("'swell' is called 'billow' now"), shown.err());
    var run = submit("--set", "trainer.epochs=1", "--set", "network[2].surrogate=swell");
    assertEquals(0, call("watch", run).code());
    call("runs", run, "--download", "old");
    assertTrue(
        Files.readString(folder.resolve("old/run.log"))
            .contains("the surrogate 'swell' is called 'billow' now; the old name still works"));
  }

  private List<String> active() throws IOException, InterruptedException {
    return call("plugin", "list", "--json").objects().stream()
        .filter(plugin -> plugin.get("state").asText().equals("ACTIVE"))
        .map(plugin -> plugin.get("id").asText())
        .toList();
  }

  @Test
  void refusesACorruptPlugin() throws IOException, InterruptedException {
    var jar = Files.writeString(folder.resolve("corrupt.jar"), "no jar at all");
    assertRefused(2, call("plugin", "install", jar.toString()), "corrupt.jar", "not a whole jar");
    var verified = hillock.run("plugin", "verify", jar.toString(), "--json");
    assertRefused(2, verified, "corrupt.jar", "1 error", "not a whole jar");
    assertEquals("ERROR", verified.last().get("findings").get(0).get("severity").asText());
    assertRefused(2, call("plugin", "uninstall", "absent"), "absent");
    var refused = call("plugin", "audit", "--json", "--filter", "outcome=REFUSED").objects();
    assertTrue(
        refused.stream().anyMatch(audit -> audit.get("file_name").asText().equals("corrupt.jar")),
        refused::toString);
  }

  @Test
  void tellsEveryProblemOfASpecWithItsPlace() throws IOException, InterruptedException {
    var spec =
        Files.writeString(
            folder.resolve("wrong.yaml"),
            """
            name: wrong
            sed: 1
            data: digits
            encoder: {type: direct, steps: many}
            network: [flatten, {type: linear, out: 10}, {type: lfi, tau: 2}, {type: lif, tau: -1}]
            trainer: bptt
            """);
    assertRefused(
        2,
        call("submit", spec.toString()),
        "sed: ",
        "seed",
        "encoder.steps: ",
        "network[2]",
        "'lfi'",
        "lif",
        "network[3].tau: ");
  }

  @Test
  void tellsWhichLayerDoesNotFit() throws IOException, InterruptedException {
    var spec =
        Files.writeString(
            folder.resolve("shapes.yaml"),
            """
            name: shapes
            data: digits
            encoder: direct
            network: [flatten, {type: linear, out: 7}, leaky-integrator]
            trainer: {type: bptt, epochs: 1}
            """);
    assertRefused(2, call("submit", spec.toString()), "network", "7", "10");
  }

  @Test
  void tellsWhichCommandInstallsAMissingDataSet() throws IOException, InterruptedException {
    assertRefused(
        4,
        call("submit", Hillock.example("fashion-lif.yaml")),
        "hillock data install fashion-mnist");
  }

  @Test
  void anUnknownRunIsSaidToBeUnknown() throws IOException, InterruptedException {
    assertRefused(2, call("watch", "runs/absent"), "runs/absent");
    assertRefused(2, call("cancel", "absent"), "runs/absent");
    assertRefused(2, call("predict", "absent", Hillock.example("digits.yaml")), "absent");
  }

  @Test
  void aHomeThatIsServedCannotBeUsedTwice() throws IOException, InterruptedException {
    assertRefused(2, hillock.run("run", Hillock.example("digits.yaml")), "in use");
  }
}
