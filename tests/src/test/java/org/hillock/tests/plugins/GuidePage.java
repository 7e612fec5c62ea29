package org.hillock.tests.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hillock.pluginhost.testing.PluginJar;

/** A page of the guide, and what stands in its blocks of code. */
record GuidePage(String name) {

  private static final Path ROOT = Path.of("..");
  private static final Path PAGES = ROOT.resolve("docs/plugins");
  private static final Path SAMPLES = ROOT.resolve("tests/third-party");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```([a-z ]+)\n(.*?)^```$");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package (.+);$");
  private static final Pattern TYPE =
      Pattern.compile("(?m)^(?:public )?(?:final )?(?:class|record) (\\w+)");
  private static final Pattern PLUGIN = Pattern.compile("@HillockPlugin\\(id = \"([^\"]+)\"");

  /** Its blocks of a language. */
  List<String> blocks(String language) {
    return BLOCK
        .matcher(read(PAGES.resolve(name + ".md")))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** The plugin that its blocks are the source of. */
  Path jar(Path folder) {
    var sources = blocks("java");
    var entry = sources.stream().filter(s -> PLUGIN.matcher(s).find()).findFirst().orElseThrow();
    var id = first(PLUGIN, entry);
    var jar =
        PluginJar.of(id, "1.0.0")
            .header(
                "Provide-Capability",
                "hillock.plugin;id=\"%s\";paper=\"\";entry=\"%s\"".formatted(id, type(entry)))
            .header("Import-Package", imports());
    sources.forEach(source -> jar.source(type(source), source));
    return jar.write(folder.resolve(id + ".jar"));
  }

  /** Compiles its tests beside its plugin. */
  void compileTests(Path folder) {
    var jar = PluginJar.of("tests", "1.0.0");
    Stream.of("java", "java test")
        .flatMap(language -> blocks(language).stream())
        .forEach(source -> jar.source(type(source), source));
    jar.write(folder.resolve("tests.jar"));
  }

  private static String imports() {
    return Stream.of("", ".data", ".equations", ".network", ".tensor", ".train")
        .map("org.hillock.api%s;version=\"[0.1,1)\""::formatted)
        .reduce((a, b) -> a + "," + b)
        .orElseThrow();
  }

  private static String type(String source) {
    return first(PACKAGE, source) + "." + first(TYPE, source);
  }

  private static String first(Pattern pattern, String source) {
    return pattern.matcher(source).results().map(found -> found.group(1)).findFirst().orElseThrow();
  }

  /** Its blocks that stand in no file of a sample. */
  List<String> strangers(String sample) {
    try (var files = Files.walk(SAMPLES.resolve(sample))) {
      var texts =
          files
              .filter(f -> f.toString().matches(".*/(src/.*\\.java|pom\\.xml)"))
              .map(GuidePage::read)
              .toList();
      return Stream.of("java", "xml")
          .flatMap(language -> blocks(language).stream())
          .filter(block -> texts.stream().noneMatch(text -> text.contains(block)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
