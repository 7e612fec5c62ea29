package org.hillock.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hillock.pluginhost.testing.PluginJar;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/** Plugins written in tests, and what the kit says about them. */
final class Demo {

  private static final Pattern RECORD = Pattern.compile("record (\\w+)");
  private static final List<String> PACKAGES =
      Stream.of(
              "",
              ".backend",
              ".data",
              ".encoder",
              ".equations",
              ".metric",
              ".network",
              ".random",
              ".result",
              ".tensor",
              ".train")
          .map(name -> "org.hillock.api" + name)
          .toList();

  private Demo() {}

  /**
   * A jar with components.
   *
   * @param construction statements of the entry class's constructor
   * @param records the components' source, without package and imports
   */
  static Path jar(Path folder, String construction, String... records) {
    var names = Arrays.stream(records).map(Demo::name).toList();
    var jar =
        PluginJar.of("demo", "1.0.0")
            .header(
                "Import-Package",
                PACKAGES.stream()
                    .map(name -> name + ";version=\"[0.1,1)\"")
                    .collect(Collectors.joining(",")))
            .source(
                "demo.Entry",
                """
                package demo;
                public final class Entry implements org.hillock.api.Plugin {
                  public Entry() { %s }
                  @Override public org.hillock.api.Components components() {
                    return org.hillock.api.Components.of(%s);
                  }
                }
                """
                    .formatted(
                        construction,
                        names.stream().map(n -> n + ".class").collect(Collectors.joining(", "))));
    var imports =
        PACKAGES.stream().map("import %s.*;\n"::formatted).collect(Collectors.joining())
            + "import java.util.*;\n";
    for (int i = 0; i < records.length; i++) {
      jar.source("demo." + names.get(i), "package demo;\n" + imports + records[i]);
    }
    return jar.write(folder.resolve("demo.jar"));
  }

  private static String name(String source) {
    return RECORD.matcher(source).results().findFirst().orElseThrow().group(1);
  }

  private static final class Conformance extends PluginConformance {

    private final Path jar;

    Conformance(Path jar) {
      this.jar = jar;
    }

    @Override
    protected Path jar() {
      return jar;
    }
  }

  /** What the kit finds wrong with a jar, each with the name of the test that found it. */
  static List<String> faults(Path jar) {
    try (var nodes = new Conformance(jar).conforms()) {
      return faults(nodes);
    }
  }

  static List<String> faults(Stream<? extends DynamicNode> nodes) {
    var faults = new ArrayList<String>();
    nodes.forEach(node -> run(node, faults));
    return faults;
  }

  private static void run(DynamicNode node, List<String> faults) {
    switch (node) {
      case DynamicContainer container -> container.getChildren().forEach(n -> run(n, faults));
      case DynamicTest test -> {
        try {
          test.getExecutable().execute();
        } catch (TestAbortedException e) {
          // Left out, with its reason.
        } catch (Throwable e) {
          faults.add(test.getDisplayName() + "\n  " + e.getMessage());
        }
      }
      default -> throw new AssertionError(node);
    }
  }
}
