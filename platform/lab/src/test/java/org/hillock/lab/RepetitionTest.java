package org.hillock.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.Json;
import org.hillock.lab.record.Jvm;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RepetitionTest {

  private static final String JAR = "the bytes of a jar";
  private static final String SHA256 = "0".repeat(64);

  @TempDir Path folder;

  private static Manifest manifest(String jvm, int vectorBits, String sha256) {
    return new Manifest(
        "r1",
        JsonNodeFactory.instance.objectNode(),
        "spec",
        7,
        "data",
        "split",
        List.of(new Manifest.Pin("demo", "1.0.0", sha256)),
        Facts.hillock(),
        Facts.spi(),
        jvm,
        Jvm.machine(),
        vectorBits,
        List.of("-Xmx1g"),
        List.of("nice"),
        "r0",
        "",
        List.of(),
        Instant.EPOCH,
        Optional.empty());
  }

  private static Manifest repeat(Manifest first) {
    return Repetition.of(first, "r2", List.of("-Xmx2g"), List.of(), Instant.MAX);
  }

  @Test
  void theSameIsDoneOnTheSamePluginsFromTheStart() {
    var first = manifest(Jvm.name(), Jvm.vectorBits(), SHA256);
    var second = repeat(first);
    assertEquals("r2", second.run());
    assertEquals("r1", second.repeats());
    assertEquals("", second.resumedFrom());
    assertEquals(first.plugins(), second.plugins());
    assertEquals(first.specSha256(), second.specSha256());
    assertEquals(first.seed(), second.seed());
    assertEquals(first.dataSha256(), second.dataSha256());
    assertEquals(List.of(), second.differences());
  }

  @Test
  void anotherMachineIsSaid() {
    assertEquals(
        List.of(
            "repeated with another Java virtual machine, so results may differ in their last bits:"
                + " %s, was Elsewhere 24".formatted(Jvm.name()),
            "repeated with another width of vector registers, so results may differ in their last"
                + " bits: %d bits, was 64 bits".formatted(Jvm.vectorBits())),
        repeat(manifest("Elsewhere 24", 64, SHA256)).differences());
  }

  private static Manifest.Execution on(String device) {
    return new Manifest.Execution("onednn", "backend-onednn 0.1.0", device, "", 2, "", "", 0);
  }

  @Test
  void anotherDeviceIsSaid() {
    var first = manifest(Jvm.name(), Jvm.vectorBits(), SHA256);
    assertEquals(List.of(), Repetition.differences(first, on("oneDNN 3.11.0")));
    var computed = first.computedBy(on("oneDNN 3.11.0"), List.of());
    assertEquals(List.of(), Repetition.differences(computed, on("oneDNN 3.11.0")));
    assertEquals(
        List.of(
            "repeated with another device, so results may differ in their last bits: cpu, was"
                + " oneDNN 3.11.0"),
        Repetition.differences(computed, on("cpu")));
    assertEquals(Optional.empty(), repeat(computed).execution());
    assertEquals(computed, Json.read(Json.write(computed), Manifest.class));
  }

  @Test
  void aManifestOfAnEarlierVersionIsRead() {
    var written = Json.write(manifest("Elsewhere 24", 64, SHA256));
    var earlier =
        written
            .replace("\"repeats\":\"\",\"differences\":[],", "")
            .replace(",\"execution\":null", "");
    assertFalse(earlier.contains("execution"), earlier);
    assertTrue(earlier.length() < written.length(), written);
    assertEquals(manifest("Elsewhere 24", 64, SHA256), Json.read(earlier, Manifest.class));
  }

  @Test
  void aJarThatIsMissingOrAlteredIsNamed() throws IOException {
    var home = new Home(folder);
    var file = Files.createDirectories(home.plugins()).resolve("whole.jar");
    var sha256 = RunFolder.sha256(Files.writeString(file, JAR));
    var manifest = manifest(Jvm.name(), Jvm.vectorBits(), sha256);
    assertUnusable("the jar of plugin demo 1.0.0 is missing in the lab's home", manifest, home);
    Files.writeString(home.jar(sha256), JAR + "!");
    assertUnusable("the jar of plugin demo 1.0.0 is altered", manifest, home);
    Files.writeString(home.jar(sha256), JAR);
    Repetition.requireJars(manifest, home);
  }

  private static void assertUnusable(String words, Manifest manifest, Home home) {
    var error = assertThrows(LabException.class, () -> Repetition.requireJars(manifest, home));
    assertEquals(ErrorCode.CORRUPT_FILE, error.code());
    assertTrue(error.getMessage().startsWith(words), error.getMessage());
  }
}
