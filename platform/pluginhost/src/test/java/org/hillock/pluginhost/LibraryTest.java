package org.hillock.pluginhost;

import static org.hillock.pluginhost.PluginState.UNLOADED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.hillock.api.equations.Surrogate;
import org.hillock.engine.component.Binder;
import org.hillock.engine.component.Catalogue;
import org.hillock.engine.component.Yaml;
import org.hillock.pluginhost.testing.PluginJar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that embed a library. */
class LibraryTest {

  @TempDir Path folder;

  private final Watcher watcher = new Watcher();
  private PluginHost host;

  @BeforeEach
  void open() {
    host = PluginHost.open(folder.resolve("cache"), watcher);
  }

  @AfterEach
  void close() {
    host.close();
  }

  private Path jar(String id, String surrogate, double width) {
    return PluginJar.surrogateByLibrary(id, "1.0.0", surrogate, width)
        .write(folder.resolve("%s-%s.jar".formatted(id, width)));
  }

  private static double slope(Catalogue catalogue, String surrogate) {
    var bound = new Binder(catalogue).bind(Surrogate.class, Yaml.read(surrogate), "");
    return bound.orElseThrow().smooth(1);
  }

  @Test
  void twoPluginsHaveALibraryInTwoVersionsAtOnce() {
    host.install(jar("one", "wave", 2));
    host.install(jar("other", "ripple", 5));
    try (var lease = host.lease()) {
      assertEquals(2, slope(lease, "wave"));
      assertEquals(5, slope(lease, "ripple"));
      assertEquals(2, slope(lease, "wave"));
    }
    host.uninstall("other");
    watcher.await(UNLOADED);
    assertEquals(2, slope(host.catalogue(), "wave"));
  }

  @Test
  void anUpdateOfThePluginBringsItsLibraryAlong() {
    host.install(jar("one", "wave", 2));
    try (var before = host.lease()) {
      host.install(jar("one", "wave", 5));
      assertEquals(2, slope(before, "wave"));
      assertEquals(5, slope(host.catalogue(), "wave"));
    }
    watcher.await(UNLOADED);
  }

  @Test
  void anEmbeddedLibraryIsCheckedLikeThePlugin() {
    var library = library("lib/data.bin", new byte[100]);
    refused(
        PluginJar.surrogateByLibrary("one", "1.0.0", "wave", 2)
            .file("lib/half.jar", Arrays.copyOf(library, library.length / 2))
            .file("lib/none.jar", new byte[] {1, 2, 3})
            .file("lib/fast.jar", library("native/fast.so", new byte[] {1, 2, 3, 4}))
            .file("lib/new.jar", library("lib/New.class", classFile(99)))
            .file("lib/any.jar", library("META-INF/versions/99/lib/New.class", classFile(99))),
        "lib/half.jar: is not a whole jar; embed the library anew",
        "lib/none.jar: is not a whole jar; embed the library anew",
        "lib/fast.jar!/native/fast.so: is native code, which a plugin may not carry; leave it out,"
            + " and load a library that the user has installed",
        "lib/new.jar!/lib/New.class: is compiled for Java 55, this platform runs Java 25; compile"
            + " with --release 25");
  }

  private static byte[] classFile(int version) {
    return new byte[] {-54, -2, -70, -66, 0, 0, 0, (byte) version};
  }

  private static byte[] library(String name, byte[] content) {
    return PluginJar.of("library", "1.0.0").file(name, content).bytes();
  }

  private void refused(PluginJar plugin, String... problems) {
    var jar = plugin.write(folder.resolve("refused.jar"));
    var thrown = assertThrows(PluginException.class, () -> host.install(jar));
    assertEquals(List.of(problems), thrown.problems());
  }
}
