package org.hillock.tests.plugins;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hillock.cli.author.ProjectNames;
import org.hillock.cli.author.Template;
import org.hillock.cli.local.Image;
import org.hillock.pluginhost.testing.PluginJar;
import org.hillock.testkit.PluginTestKit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code hillock plugin new} writes, of every kind; built with Maven by five-minutes. */
class NewPluginIT {

  private static final String VERSION = System.getProperty("hillock.version");
  private static final String PACKAGE = "org.example.mine";
  private static final String IMPORTS =
      Stream.of(
              "",
              ".data",
              ".encoder",
              ".equations",
              ".metric",
              ".network",
              ".random",
              ".tensor",
              ".train")
          .map(name -> "org.hillock.api%s;version=\"[0.1,1)\"".formatted(name))
          .collect(Collectors.joining(","));

  @TempDir private Path folder;

  private static Template template() {
    var image = new Image(Path.of(System.getProperty("hillock.image")));
    return new Template(image.archetype(VERSION));
  }

  static List<String> kinds() throws IOException {
    return template().kinds();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void compilesLoadsTrainsItsExampleAndUnloads(String kind) throws IOException {
    template().write(folder, new ProjectNames("my-own", kind, PACKAGE, VERSION));
    var example = Files.readString(folder.resolve("example.yaml"));
    try (var kit = PluginTestKit.plugin(jar()).start()) {
      var run = kit.run(example.replace("epochs: 5", "epochs: 2"));
      assertTrue(run.figure("test_accuracy") > 0.5, kind);
      kit.unload();
    }
  }

  private Path jar() throws IOException {
    var jar =
        PluginJar.of("my-own", "0.1.0")
            .header(
                "Provide-Capability",
                "hillock.plugin;id=\"my-own\";entry=\"%s.MyOwnPlugin\"".formatted(PACKAGE))
            .header("Import-Package", IMPORTS);
    var sources = folder.resolve("src/main/java/org/example/mine");
    try (var files = Files.list(sources)) {
      for (var file : files.toList()) {
        var name = file.getFileName().toString().replace(".java", "");
        jar.source(PACKAGE + "." + name, Files.readString(file));
      }
    }
    return jar.write(folder.resolve("my-own.jar"));
  }
}
