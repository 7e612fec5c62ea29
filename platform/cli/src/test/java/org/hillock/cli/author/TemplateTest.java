package org.hillock.cli.author;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateTest {

  @TempDir private Path folder;

  private Template template(Map<String, String> files) throws IOException {
    var jar = folder.resolve("archetype.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (var file : files.entrySet()) {
        out.putNextEntry(new JarEntry(file.getKey()));
        out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return new Template(jar);
  }

  private static ProjectNames names(String kind) {
    return new ProjectNames("my-lif", kind, "org.example.mylif", "0.1.0");
  }

  @Test
  void theChosenKindIsLaidOverWhatAllHave() throws IOException {
    var template =
        template(
            Map.of(
                "META-INF/other",
                "not part of it",
                "archetype-resources/pom.xml",
                "${artifactId} ${version}",
                "archetype-resources/kinds/layer/example.yaml",
                "a layer",
                "archetype-resources/kinds/neuron/example.yaml",
                "type: ${artifactId}",
                "archetype-resources/kinds/neuron/src/__packageInPathFormat__/__className__X.java",
                "package ${package}; class ${className}X {}"));
    var project = folder.resolve("my-lif");
    var written = template.write(project, names("neuron"));
    assertEquals(
        List.of("example.yaml", "pom.xml", "src/org/example/mylif/MyLifX.java"),
        written.stream().map(Path::toString).toList());
    assertEquals("my-lif 0.1.0", Files.readString(project.resolve("pom.xml")));
    assertEquals("type: my-lif", Files.readString(project.resolve("example.yaml")));
    assertEquals(
        "package org.example.mylif; class MyLifX {}",
        Files.readString(project.resolve("src/org/example/mylif/MyLifX.java")));
  }

  @Test
  void kindsAreThoseThatHaveAFolder() throws IOException {
    var template =
        template(
            Map.of(
                "archetype-resources/pom.xml", "",
                "archetype-resources/kinds/neuron/a/b.java", "",
                "archetype-resources/kinds/layer/example.yaml", ""));
    assertEquals(List.of("layer", "neuron"), template.kinds());
  }

  @Test
  void aNameTheTemplateInventsIsAFaultOfTheTemplate() throws IOException {
    var template = template(Map.of("archetype-resources/pom.xml", "${nothing}"));
    var error =
        assertThrows(
            IllegalStateException.class,
            () -> template.write(folder.resolve("my-lif"), names("neuron")));
    assertTrue(error.getMessage().contains("${nothing}"), error.getMessage());
  }
}
