package org.hillock.cli.author;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.hillock.api.HillockException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginProjectTest {

  @TempDir private Path folder;

  @BeforeEach
  void makeProject() throws IOException {
    Files.writeString(folder.resolve("pom.xml"), "<project/>");
    Files.createDirectory(folder.resolve("target"));
  }

  private Path jar(String name, String capability, int minute) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Provide-Capability", capability);
    var file = folder.resolve("target").resolve(name);
    new JarOutputStream(Files.newOutputStream(file), manifest).close();
    return Files.setLastModifiedTime(file, FileTime.fromMillis(minute * 60_000L));
  }

  @Test
  void theJarIsThePluginBuiltLast() throws IOException {
    jar("a-0.1.0.jar", "hillock.plugin;id=a", 1);
    var last = jar("a-0.2.0.jar", "hillock.plugin;id=a", 2);
    jar("a-0.2.0-sources.jar", "something.else", 3);
    assertEquals(last, PluginProject.in(folder).jar());
  }

  @Test
  void aBuildWithoutAPluginIsToldWhatItLacks() throws IOException {
    jar("a-0.1.0.jar", "something.else", 1);
    var project = PluginProject.in(folder);
    var error = assertThrows(HillockException.class, project::jar);
    assertTrue(error.getMessage().contains("@HillockPlugin"), error.getMessage());
  }

  @Test
  void aFolderWithoutAProjectIsToldHowToGetOne() {
    var nowhere = folder.resolve("target");
    var error = assertThrows(HillockException.class, () -> PluginProject.in(nowhere));
    assertTrue(error.getMessage().contains("hillock plugin new"), error.getMessage());
  }
}
