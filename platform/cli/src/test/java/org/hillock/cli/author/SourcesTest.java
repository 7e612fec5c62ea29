package org.hillock.cli.author;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {

  @TempDir private Path folder;
  private Sources sources;
  private Path source;

  @BeforeEach
  void makeProject() throws IOException {
    Files.writeString(folder.resolve("pom.xml"), "<project/>");
    source = Files.createDirectories(folder.resolve("src/main/java/a")).resolve("A.java");
    Files.writeString(source, "class A {}");
    sources = new Sources(PluginProject.in(folder));
  }

  @Test
  void aSaveEndsTheWait() throws IOException {
    var before = sources.now();
    Files.writeString(source, "class A { int more; }");
    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> sources.awaitChange(before));
  }

  @Test
  void aNewFileInANewFolderIsNoticed() throws IOException {
    var before = sources.now();
    Files.writeString(
        Files.createDirectories(folder.resolve("src/main/java/a/b")).resolve("B.java"), "");
    assertNotEquals(before, sources.now());
  }

  @Test
  void whatABuildWritesIsNoSource() throws IOException {
    var before = sources.now();
    Files.writeString(Files.createDirectories(folder.resolve("target")).resolve("a.jar"), "");
    assertEquals(before, sources.now());
  }
}
