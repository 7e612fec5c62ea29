package org.hillock.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.engine.spec.SpecException;
import org.hillock.lab.record.Caller;
import org.hillock.lab.record.DeniedException;
import org.hillock.lab.record.NewRun;
import org.hillock.lab.record.PageRequest;
import org.hillock.lab.record.PluginAudit;
import org.hillock.lab.record.PluginAudit.Action;
import org.hillock.lab.record.PluginAudit.Outcome;
import org.hillock.lab.trust.UploadPolicy;
import org.hillock.lab.trust.UploadRules;
import org.hillock.pluginhost.testing.PluginJar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

final class LabTest {

  @TempDir Path folder;

  private LabConfig config() {
    return LabConfig.of(folder.resolve("home"))
        .withUploads(UploadRules.ANY)
        .withExecution(LabConfig.Execution.IN_PROCESS);
  }

  private Lab open() {
    return Lab.open(config());
  }

  private static HillockException fails(ErrorCode code, Executable work) {
    var error = assertThrows(HillockException.class, work);
    assertEquals(code, error.code(), error.getMessage());
    return error;
  }

  private byte[] jar(String version, double width) throws Exception {
    var jar = folder.resolve("demo-%s-%s.jar".formatted(version, width));
    return Files.readAllBytes(PluginJar.surrogate("demo", version, "wave", width).write(jar));
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  @Test
  void aHomeBelongsToOneLabAtATime() {
    try (var _ = open()) {
      var error = fails(ErrorCode.FAILED_PRECONDITION, this::open);
      var pid = Long.toString(ProcessHandle.current().pid());
      assertTrue(error.getMessage().contains("in use by process " + pid), error.getMessage());
    }
    open().close();
  }

  @Test
  void whatDoesNotExistIsNamed() {
    try (var lab = open()) {
      var error = fails(ErrorCode.NOT_FOUND, () -> lab.runs().get("r0"));
      assertTrue(error.getMessage().contains("runs/r0"), error.getMessage());
      fails(ErrorCode.NOT_FOUND, () -> lab.runs().cancel("r0"));
      fails(ErrorCode.NOT_FOUND, () -> lab.runs().delete("r0"));
      fails(ErrorCode.NOT_FOUND, () -> lab.experiments().get("e0"));
      fails(ErrorCode.NOT_FOUND, () -> lab.results().artefacts("../../etc"));
      fails(ErrorCode.NOT_FOUND, () -> lab.models().describe("r0"));
      fails(ErrorCode.NOT_FOUND, () -> lab.plugins().get("demo", "1.0.0"));
    }
  }

  @Test
  void aSpecWithProblemsIsRefusedAndNothingIsKept() {
    try (var lab = open()) {
      var spec = "{name: x, data: mnits, encoder: direct, network: [liff], trainer: bptt}";
      var error = assertThrows(SpecException.class, () -> lab.runs().submit(NewRun.of(spec)));
      assertTrue(error.problems().size() >= 4, error.getMessage());
      assertEquals(List.of(), lab.runs().list(PageRequest.FIRST).items());
    }
  }

  @Test
  void pluginsAreKeptByContentAndComeBack() throws Exception {
    try (var lab = open()) {
      var plugin =
          lab.plugins()
              .install(stream(jar("1.0.0", 2)), "demo.jar", "", Caller.inProcess("tester"));
      assertEquals("tester", plugin.origin());
      assertEquals(List.of("surrogate/wave"), plugin.components());
      assertTrue(Files.exists(folder.resolve("home/plugins/" + plugin.sha256() + ".jar")));
      assertEquals(
          plugin,
          lab.plugins()
              .install(stream(jar("1.0.0", 2)), "demo.jar", "", Caller.inProcess("other")));
    }
    try (var lab = open()) {
      assertEquals("ACTIVE", lab.plugins().get("demo", "1.0.0").state());
      assertTrue(offers(lab, "wave"));
      var gone = lab.plugins().uninstall("demo", "1.0.0", Caller.inProcess("tester"));
      assertFalse(gone.state().equals("ACTIVE"), gone.state());
      assertFalse(offers(lab, "wave"));
      assertFalse(Files.exists(folder.resolve("home/plugins/" + gone.sha256() + ".jar")));
    }
    try (var lab = open()) {
      assertEquals(List.of(), lab.plugins().list());
    }
  }

  private static boolean offers(Lab lab, String id) {
    return lab.components().stream().anyMatch(c -> c.type().id().equals(id));
  }

  @Test
  void anUpdateReplacesTheVersionBefore() throws Exception {
    try (var lab = open()) {
      lab.plugins().install(stream(jar("1.0.0", 2)), "demo.jar", "", Caller.inProcess("tester"));
      lab.plugins().install(stream(jar("1.1.0", 3)), "demo.jar", "", Caller.inProcess("tester"));
      assertEquals("ACTIVE", lab.plugins().get("demo", "1.1.0").state());
      assertFalse(lab.plugins().get("demo", "1.0.0").state().equals("ACTIVE"));
      assertEquals("1.1.0", lab.plugins().list().getFirst().version());
    }
  }

  private String active(Lab lab) {
    var active = lab.plugins().list().stream().filter(p -> p.state().equals("ACTIVE")).toList();
    assertEquals(1, active.size(), active::toString);
    return active.getFirst().version();
  }

  @Test
  void anEarlierVersionIsPutBackIntoService() throws Exception {
    var who = Caller.inProcess("ada");
    try (var lab = open()) {
      fails(ErrorCode.NOT_FOUND, () -> lab.plugins().rollBack("demo", Optional.empty(), who));
      for (var version : List.of("1.0.0", "2.0.0", "3.0.0")) {
        lab.plugins().install(stream(jar(version, 2)), "demo.jar", "", who);
      }
      assertEquals("2.0.0", lab.plugins().rollBack("demo", Optional.empty(), who).version());
      assertEquals("2.0.0", active(lab));
      assertEquals("3.0.0", lab.plugins().rollBack("demo", Optional.empty(), who).version());
      var error =
          fails(
              ErrorCode.NOT_FOUND, () -> lab.plugins().rollBack("demo", Optional.of("1.0.0"), who));
      assertTrue(error.getMessage().endsWith("kept are: 2.0.0"), error.getMessage());
      var last = lab.plugins().audits(PageRequest.FIRST).items();
      assertEquals(Outcome.REFUSED, last.getFirst().outcome());
      assertEquals(Action.ROLL_BACK, last.get(1).action());
      assertEquals("3.0.0", last.get(1).version());
    }
    try (var lab = open()) {
      assertEquals("UNLOADED", lab.plugins().get("demo", "2.0.0").state());
      lab.plugins().rollBack("demo", Optional.of("2.0.0"), who);
      assertEquals("2.0.0", active(lab));
    }
    try (var lab = open()) {
      assertEquals("2.0.0", active(lab));
    }
  }

  @Test
  void whoMayNotChangePluginsMayNotRollThemBackEither() throws Exception {
    try (var lab = open()) {
      lab.plugins().install(stream(jar("1.0.0", 2)), "d.jar", "", Caller.inProcess("ada"));
      lab.plugins().install(stream(jar("2.0.0", 2)), "d.jar", "", Caller.inProcess("ada"));
      var stranger = new Caller("eve", "192.0.2.9", false);
      assertThrows(
          DeniedException.class, () -> lab.plugins().rollBack("demo", Optional.empty(), stranger));
      assertEquals("2.0.0", active(lab));
    }
  }

  @Test
  void theSameVersionWithOtherContentIsRefused() throws Exception {
    try (var lab = open()) {
      var first =
          lab.plugins()
              .install(stream(jar("1.0.0", 2)), "demo.jar", "", Caller.inProcess("tester"));
      var other = jar("1.0.0", 3);
      fails(
          ErrorCode.ALREADY_EXISTS,
          () -> lab.plugins().install(stream(other), "demo.jar", "", Caller.inProcess("tester")));
      assertEquals(first.sha256(), lab.plugins().get("demo", "1.0.0").sha256());
      try (var files = Files.list(folder.resolve("home/plugins"))) {
        assertEquals(2, files.count(), "the jar and what it offers");
      }
    }
  }

  @Test
  void nothingIsKeptOfAnUploadThatFails() throws Exception {
    var config = config().withUploads(UploadRules.ANY.withMaxBytes(100_000));
    try (var lab = Lab.open(config)) {
      var jar = jar("1.0.0", 2);
      var wrong = "f".repeat(64);
      fails(
          ErrorCode.CORRUPT_FILE,
          () -> lab.plugins().install(stream(jar), "d.jar", wrong, Caller.inProcess("me")));
      fails(
          ErrorCode.PLUGIN_FAULT,
          () ->
              lab.plugins()
                  .install(stream("no jar".getBytes()), "d.jar", "", Caller.inProcess("me")));
      fails(
          ErrorCode.RESOURCE_EXHAUSTED,
          () ->
              lab.plugins()
                  .install(stream(new byte[100_001]), "d.jar", "", Caller.inProcess("me")));
      assertEquals(List.of(), lab.plugins().list());
      try (var files = Files.list(folder.resolve("home/plugins"))) {
        assertEquals(List.of(), files.toList());
      }
    }
  }

  @Test
  void everyAttemptToChangePluginsIsRecorded() throws Exception {
    var jar = jar("1.0.0", 2);
    var who = new Caller("ada", "192.0.2.7", true);
    try (var lab = open()) {
      var plugin = lab.plugins().install(stream(jar), "demo.jar", "", who);
      try (var given = lab.plugins().upload("half.jar", "", who)) {
        given.write(ByteBuffer.wrap(jar, 0, 100));
      }
      fails(ErrorCode.NOT_FOUND, () -> lab.plugins().uninstall("demo", "7.0.0", who));
      lab.plugins().uninstall("demo", "1.0.0", who);
      var audits = lab.plugins().audits(PageRequest.FIRST).items().reversed();
      assertEquals(
          List.of(Outcome.DONE, Outcome.FAILED, Outcome.REFUSED, Outcome.DONE),
          audits.stream().map(PluginAudit::outcome).toList());
      var first = audits.getFirst();
      assertEquals(
          new PluginAudit(
              first.time(),
              Action.INSTALL,
              "ada",
              "192.0.2.7",
              "demo.jar",
              "demo",
              "1.0.0",
              plugin.sha256(),
              jar.length,
              "",
              "any",
              Outcome.DONE,
              ""),
          first);
      assertEquals(100, audits.get(1).bytes());
      assertTrue(audits.get(2).reason().contains("demo@7.0.0"), audits::toString);
      assertEquals(plugin.sha256(), audits.get(3).sha256());
    }
    try (var lab = Lab.open(config().withUploads(UploadRules.OFF))) {
      assertThrows(
          DeniedException.class, () -> lab.plugins().install(stream(jar), "demo.jar", "", who));
      var last = lab.plugins().audits(new PageRequest(1, "", "outcome=REFUSED")).items().getFirst();
      assertEquals("off", last.policy());
      assertEquals("demo.jar", last.file());
    }
  }

  @Test
  void aLabThatWarnsTakesAnUnsignedPluginAndSaysSo() throws Exception {
    var warns = new UploadRules(UploadPolicy.WARN, Optional.empty(), 1 << 20);
    try (var lab = Lab.open(config().withUploads(warns))) {
      var who = Caller.inProcess("tester");
      var plugin = lab.plugins().install(stream(jar("1.0.0", 2)), "demo.jar", "", who);
      assertEquals("ACTIVE", plugin.state());
      assertEquals(List.of("it is not signed"), plugin.problems());
      var audit = lab.plugins().audits(PageRequest.FIRST).items().getFirst();
      assertEquals(Outcome.DONE, audit.outcome());
      assertEquals("it is not signed", audit.reason());
    }
  }

  @Test
  void shippedPluginsGiveWayToInstalledOnes() throws Exception {
    var image = Files.createDirectories(folder.resolve("image"));
    Files.write(image.resolve("demo.jar"), jar("1.0.0", 2));
    var config = config().withShippedPlugins(image);
    try (var lab = Lab.open(config)) {
      assertEquals("shipped", lab.plugins().get("demo", "1.0.0").origin());
      lab.plugins().install(stream(jar("2.0.0", 3)), "demo.jar", "", Caller.inProcess("tester"));
    }
    try (var lab = Lab.open(config)) {
      assertEquals("ACTIVE", lab.plugins().get("demo", "2.0.0").state());
    }
  }

  @Test
  void aFullDiskRefusesNewWork() throws Exception {
    var config = config().withLimits(9, Long.MAX_VALUE, Duration.ofMinutes(1));
    try (var lab = Lab.open(config)) {
      var jar = jar("1.0.0", 2);
      var error =
          fails(
              ErrorCode.RESOURCE_EXHAUSTED,
              () -> lab.plugins().install(stream(jar), "d.jar", "", Caller.inProcess("me")));
      assertTrue(error.getMessage().contains("disk"), error.getMessage());
    }
  }
}
