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

  /** Version by version the library's only method gives another number, under the same name. */
  private static byte[] library(double gain) {
    return PluginJar.library(
        "lib.Gain",
        "package lib; public final class Gain { public static double of() { return %s; } }"
            .formatted(gain));
  }

  private static PluginJar plugin(String id, String surrogate, byte[] library) {
    return PluginJar.of(id, "1.0.0")
        .embed("gain", library)
        .entry("")
        .source(
            "demo.Wave",
            """
            package demo;
            import org.hillock.api.*;
            import org.hillock.api.equations.*;
            @Component(id = "%s", doc = "As steep as a library says.")
            public record Wave(@Param(doc = "width", value = "1") double width)
                implements Surrogate {
              @Override public Expr slope(Expr x) { return x.times(lib.Gain.of()); }
              @Override public double smooth(double x) { return lib.Gain.of() * x; }
            }
            """
                .formatted(surrogate));
  }

  private static double slope(Catalogue catalogue, String surrogate) {
    var bound = new Binder(catalogue).bind(Surrogate.class, Yaml.read(surrogate), "");
    return bound.orElseThrow().smooth(1);
  }

  @Test
  void twoPluginsHaveALibraryInTwoVersionsAtOnce() {
    host.install(plugin("one", "wave", library(2)).write(folder.resolve("one.jar")));
    host.install(plugin("other", "ripple", library(5)).write(folder.resolve("other.jar")));
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
    host.install(plugin("one", "wave", library(2)).write(folder.resolve("one.jar")));
    try (var before = host.lease()) {
      host.install(plugin("one", "wave", library(5)).write(folder.resolve("other.jar")));
      assertEquals(2, slope(before, "wave"));
      assertEquals(5, slope(host.catalogue(), "wave"));
    }
    watcher.await(UNLOADED);
  }

  @Test
  void anEmbeddedLibraryIsCheckedLikeThePlugin() {
    var library = library(2);
    refused(
        plugin("one", "wave", library)
            .file("lib/half.jar", Arrays.copyOf(library, library.length / 2))
            .file("lib/none.jar", new byte[] {1, 2, 3})
            .file("lib/fast.jar", jar("native/fast.so", new byte[] {1, 2, 3, 4}))
            .file("lib/new.jar", jar("lib/New.class", classFile(99)))
            .file("lib/several.jar", jar("META-INF/versions/99/lib/New.class", classFile(99))),
        "lib/half.jar: is not a whole jar; embed the library anew",
        "lib/none.jar: is not a whole jar; embed the library anew",
        "lib/fast.jar!/native/fast.so: is native code, which a plugin may not carry; leave it out, and load a library that the user has installed",
        "lib/new.jar!/lib/New.class: is compiled for Java 55, this platform runs Java 25; compile with --release 25");
  }

  private static byte[] classFile(int version) {
    return new byte[] {-54, -2, -70, -66, 0, 0, 0, (byte) version};
  }

  private static byte[] jar(String name, byte[] content) {
    return PluginJar.of("library", "1.0.0").file(name, content).bytes();
  }

  private void refused(PluginJar plugin, String... problems) {
    var jar = plugin.write(folder.resolve("refused.jar"));
    var thrown = assertThrows(PluginException.class, () -> host.install(jar));
    assertEquals(List.of(problems), thrown.problems());
  }
}
