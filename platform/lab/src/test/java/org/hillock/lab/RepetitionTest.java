package org.hillock.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.Json;
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
        Facts.machine(),
        vectorBits,
        List.of("-Xmx1g"),
        List.of("nice"),
        "r0",
        "",
        List.of(),
        Instant.EPOCH);
  }

  private static Manifest repeat(Manifest first) {
    return Repetition.of(first, "r2", List.of("-Xmx2g"), List.of(), Instant.MAX);
  }

  @Test
  void theSameIsDoneOnTheSamePluginsFromTheStart() {
    var first = manifest(Facts.jvm(), Facts.vectorBits(), SHA256);
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
                + " %s, was Elsewhere 24".formatted(Facts.jvm()),
            "repeated with another width of vector registers, so results may differ in their last"
                + " bits: %d bits, was 64 bits".formatted(Facts.vectorBits())),
        repeat(manifest("Elsewhere 24", 64, SHA256)).differences());
  }

  @Test
  void aManifestOfAnEarlierVersionIsRead() {
    var written = Json.write(manifest("Elsewhere 24", 64, SHA256));
    var earlier = written.replace("\"repeats\":\"\",\"differences\":[],", "");
    assertTrue(earlier.length() < written.length(), written);
    assertEquals(manifest("Elsewhere 24", 64, SHA256), Json.read(earlier, Manifest.class));
  }

  @Test
  void aJarThatIsMissingOrAlteredIsNamed() throws IOException {
    var home = new Home(folder);
    var file = Files.createDirectories(home.plugins()).resolve("whole.jar");
    var sha256 = RunFolder.sha256(Files.writeString(file, JAR));
    var manifest = manifest(Facts.jvm(), Facts.vectorBits(), sha256);
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
