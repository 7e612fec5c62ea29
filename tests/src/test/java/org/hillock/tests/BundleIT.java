package org.hillock.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.header.Attrs;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Opens the bundles as the image ships them. */
final class BundleIT {

  private static final Path IMAGE = Path.of(System.getProperty("hillock.image"));
  private static final String VERSION = System.getProperty("hillock.version");

  /** The JDK's packages, as the framework offers them to bundles. */
  private static final Set<String> JDK =
      ModuleLayer.boot().modules().stream()
          .map(Module::getDescriptor)
          .filter(module -> module.name().startsWith("java."))
          .flatMap(module -> module.exports().stream())
          .filter(exported -> !exported.isQualified())
          .map(ModuleDescriptor.Exports::source)
          .collect(Collectors.toUnmodifiableSet());

  private static final String VECTOR = "jdk.incubator.vector";

  static List<Bundle> plugins() throws IOException {
    return open("plugins", "hillock-plugin-");
  }

  private static List<Bundle> open(String folder, String prefix) throws IOException {
    try (Stream<Path> jars = Files.list(IMAGE.resolve(folder))) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith(prefix))
          .map(Bundle::open)
          .toList();
    }
  }

  @Test
  void imageShipsOneBundleOfEachPluginModule() throws IOException {
    var modules = new TreeSet<String>();
    try (Stream<Path> folders = Files.list(IMAGE.resolve("../../../plugins"))) {
      folders
          .filter(folder -> Files.exists(folder.resolve("pom.xml")))
          .forEach(folder -> modules.add("hillock-plugin-" + folder.getFileName()));
    }
    var shipped = new TreeSet<String>();
    for (Bundle plugin : plugins()) {
      assertTrue(shipped.add(plugin.file().replace("-" + VERSION + ".jar", "")), plugin.file());
    }
    assertEquals(modules, shipped);
  }

  @ParameterizedTest
  @MethodSource("plugins")
  void pluginImportsTheSpiAndTheJdkOnly(Bundle plugin) {
    Set<String> foreign = new TreeSet<>(plugin.header("Import-Package").keySet());
    foreign.removeIf(name -> name.startsWith("org.hillock.api") || JDK.contains(name));
    if (foreign.remove(VECTOR)) {
      var clause = plugin.header("Import-Package").get(VECTOR);
      assertEquals("optional", clause.get("resolution:"), "the vector module may be absent");
    }
    assertEquals(Set.of(), foreign);
  }

  @ParameterizedTest
  @MethodSource("plugins")
  void pluginExportsNothingAndCarriesNoClassOfThePlatform(Bundle plugin) {
    assertEquals(Set.of(), plugin.header("Export-Package").keySet());
    assertEquals(
        List.of(),
        plugin.classes().stream()
            .filter(name -> name.startsWith("org.hillock."))
            .filter(name -> !name.startsWith(plugin.symbolicName() + "."))
            .toList());
  }

  @ParameterizedTest
  @MethodSource("plugins")
  void pluginIsNamedAfterItsPackageAndTheBuild(Bundle plugin) {
    assertTrue(plugin.symbolicName().startsWith("org.hillock.plugins."), plugin.symbolicName());
    assertEquals(VERSION, plugin.value("Bundle-Version"));
  }

  @ParameterizedTest
  @MethodSource("plugins")
  void pluginDeclaresItsEntryClassAndId(Bundle plugin) {
    var declared = capability(plugin);
    assertTrue(plugin.classes().contains(declared.get("entry")), "entry " + declared.get("entry"));
    assertTrue(declared.get("id").matches("[a-z][a-z0-9-]*"), "id " + declared.get("id"));
  }

  @Test
  void pluginIdsAreUnique() throws IOException {
    var seen = new TreeSet<String>();
    for (Bundle plugin : plugins()) {
      String id = capability(plugin).get("id");
      assertTrue(seen.add(id), id + " is declared twice");
    }
  }

  private static Attrs capability(Bundle plugin) {
    Attrs declared = plugin.header("Provide-Capability").get("hillock.plugin");
    assertNotNull(declared, "no capability hillock.plugin in " + plugin.file());
    return declared;
  }

  @Test
  void spiExportsEveryPackageWithAVersionAndImportsNoOther() throws IOException {
    Bundle spi = open("lib", "hillock-spi-").getFirst();
    var packages = new TreeSet<String>();
    spi.classes().forEach(name -> packages.add(name.substring(0, name.lastIndexOf('.'))));
    var exports = spi.header("Export-Package");
    assertEquals(packages, new TreeSet<>(exports.keySet()));
    exports.forEach((name, clause) -> assertNotNull(clause.get("version"), name));
    assertTrue(packages.containsAll(spi.header("Import-Package").keySet()));
  }
}
