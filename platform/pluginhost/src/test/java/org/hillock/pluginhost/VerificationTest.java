package org.hillock.pluginhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.hillock.api.ErrorCode;
import org.hillock.pluginhost.testing.PluginJar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused at installation, and with which words. */
class VerificationTest {

  private static final String NATIVE =
      ": is native code, which a plugin may not carry; leave it out, and load a library that the"
          + " user has installed";

  @TempDir Path folder;

  private PluginHost host;

  @BeforeEach
  void open() {
    host = PluginHost.open(folder.resolve("cache"));
  }

  @AfterEach
  void close() {
    assertTrue(host.plugins().isEmpty());
    host.close();
  }

  private Path jar() {
    return folder.resolve("p.jar");
  }

  private static PluginJar good() {
    return PluginJar.surrogate("demo", "1.0.0", "wave", 2);
  }

  private List<String> refused(Path jar) {
    var thrown = assertThrows(PluginException.class, () -> host.install(jar));
    assertEquals(ErrorCode.PLUGIN_FAULT, thrown.code());
    for (var problem : thrown.problems()) {
      assertTrue(thrown.getMessage().contains(problem));
    }
    return thrown.problems();
  }

  private void refused(PluginJar jar, String... problems) {
    assertEquals(List.of(problems), refused(jar.write(jar())));
  }

  @Test
  void refusesAFileThatIsNotThere() {
    var problems = refused(folder.resolve("nowhere.jar"));
    assertTrue(problems.getFirst().startsWith("the file cannot be read: "), problems::toString);
  }

  @Test
  void refusesBytesThatAreNoJar() throws IOException {
    Files.writeString(jar(), "not a jar at all");
    var problems = refused(jar());
    assertTrue(problems.getFirst().startsWith("the file is not a whole jar: "), problems::toString);
  }

  @Test
  void refusesATruncatedJar() throws IOException {
    var whole = Files.readAllBytes(good().write(jar()));
    Files.write(jar(), Arrays.copyOf(whole, whole.length / 2));
    var problems = refused(jar());
    assertTrue(problems.getFirst().startsWith("the file is not a whole jar: "), problems::toString);
  }

  @Test
  void refusesAJarWithADamagedEntry() throws IOException {
    // Incompressible, so that the damage below falls into its bytes and not into the format.
    var noise = new byte[20_000];
    new Random(1).nextBytes(noise);
    var bytes = Files.readAllBytes(good().file("noise.bin", noise).write(jar()));
    int at = indexOf(bytes, Arrays.copyOfRange(noise, 9_000, 9_008));
    bytes[at] ^= 1;
    Files.write(jar(), bytes);
    assertEquals(
        List.of("noise.bin: is damaged: its checksum is wrong; build or send the jar anew"),
        refused(jar()));
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    throw new AssertionError("the entry is not stored as it is");
  }

  @Test
  void refusesABundleWithoutTheCapability() {
    refused(
        good().without("Provide-Capability"),
        "Provide-Capability: the manifest declares no capability of namespace hillock.plugin;"
            + " annotate the entry class, and no other, with @HillockPlugin");
  }

  @Test
  void refusesTwoCapabilities() {
    var one = "hillock.plugin;id=demo;entry=\"demo.Entry\"";
    refused(
        good().header("Provide-Capability", one + "," + one),
        "Provide-Capability: the manifest declares more than one capability of namespace"
            + " hillock.plugin; annotate the entry class, and no other, with @HillockPlugin");
  }

  @Test
  void refusesAMalformedManifest() {
    var problems = refused(good().header("Provide-Capability", "hillock.plugin;id=").write(jar()));
    assertTrue(problems.getFirst().startsWith("it is not a bundle: "), problems::toString);
  }

  @Test
  void refusesAJarThatIsNoBundle() {
    refused(
        good().without("Bundle-SymbolicName"),
        "Bundle-SymbolicName: the manifest has no such header, so that the jar is no bundle; build"
            + " it with the bnd plugin");
  }

  @Test
  void reportsEveryProblemOfManifestAndFilesAtOnce() {
    refused(
        good()
            .header("Provide-Capability", "hillock.plugin;id=\"Demo!\";entry=\"demo.Nowhere\"")
            .header("Bundle-Activator", "demo.Entry")
            .header(
                "Import-Package",
                "org.hillock.api;version=\"[7,8)\",com.example.missing,com.example.perhaps;resolution:=optional")
            .file("lib/fast.so", new byte[] {1, 2, 3, 4})
            .file("data/hidden.bin", new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1, 0})
            .file("demo/New.class", new byte[] {-54, -2, -70, -66, 0, 0, 0, 99})
            .file("demo/Bad.class", new byte[8])
            .file("demo/Next.class", new byte[] {-54, -2, -70, -66, -1, -1, 0, 69}),
        "Bundle-Activator: is a header no plugin may have; remove it",
        "lib/fast.so" + NATIVE,
        "data/hidden.bin" + NATIVE,
        "demo/New.class: is compiled for Java 55, this platform runs Java 25; compile with"
            + " --release 25",
        "demo/Bad.class: is not a class file; build the jar anew",
        "demo/Next.class: uses preview features of Java 25; compile without --enable-preview",
        "@HillockPlugin: the id 'Demo!' must be of lower-case letters, digits and hyphens",
        "Provide-Capability: the entry class 'demo.Nowhere' is not in the jar; build the jar with"
            + " the bnd plugin",
        "Import-Package: the package org.hillock.api is imported in another version than the"
            + " platform's 0.1.0:"
            + " (&(osgi.wiring.package=org.hillock.api)(version>=7.0.0)(!(version>=8.0.0)));"
            + " build against the SPI of this platform",
        "Import-Package: the package com.example.missing is imported, which the platform does not"
            + " offer; embed it in the jar, or import it with resolution:=optional");
  }

  @Test
  void refusesTheIdOfThePlatform() {
    refused(
        good().header("Provide-Capability", "hillock.plugin;id=engine;entry=\"demo.Entry\""),
        "@HillockPlugin: the id 'engine' belongs to the platform; choose another");
  }

  @Test
  void reportsEveryProblemOfTheComponentsAtOnce() {
    refused(
        PluginJar.of("demo", "1.0.0")
            .entry("")
            .source(
                "demo.Wave",
                """
                package demo;
                import org.hillock.api.*;
                import org.hillock.api.equations.*;
                @Component(id = "Wave", doc = "A surrogate.")
                public record Wave(double a, @Param(doc = "b", value = "0", above = 0) double b,
                    @Param(doc = "c") Object c) implements Surrogate {
                  @Override public Expr slope(Expr x) { return x; }
                  @Override public double smooth(double x) { return x; }
                }
                """),
        "component Wave: its id 'Wave' must be of lower-case letters, digits and hyphens",
        "component Wave.a: carries no @Param",
        "component Wave.b: expected a number above 0, its default is '0'",
        "component Wave.c: the type java.lang.Object is none a parameter may have: int, long,"
            + " double, boolean, String, an enum, a component interface, Optional or List of"
            + " these, or a Map of names to these");
  }

  @Test
  void refusesAPluginWhoseConstructorThrows() {
    refused(
        PluginJar.of("demo", "1.0.0")
            .entry("if (true) throw new IllegalStateException(\"no luck\");")
            .component("Wave", "wave", 1),
        "demo.Entry: the entry class fails: java.lang.IllegalStateException: no luck at"
            + " demo.Entry.<init>(Entry.java:3)");
  }

  @Test
  void refusesAnEntryThatIsNoPlugin() {
    refused(
        PluginJar.of("demo", "1.0.0").source("demo.Entry", "package demo; public class Entry {}"),
        "demo.Entry: the entry class fails: it does not implement org.hillock.api.Plugin");
  }

  @Test
  void refusesAnEntryWithoutPublicConstructor() {
    refused(
        PluginJar.of("demo", "1.0.0")
            .source(
                "demo.Entry",
                """
                package demo;
                public class Entry implements org.hillock.api.Plugin {
                  Entry() {}
                  @Override public org.hillock.api.Components components() { return null; }
                }
                """),
        "demo.Entry: the entry class fails: it must be public, with one public constructor without"
            + " arguments");
  }

  @Test
  void seesNothingOfThePlatformButTheSpi() {
    var problems =
        refused(
            PluginJar.of("demo", "1.0.0")
                .entry("com.google.inject.Guice.class.getName();")
                .component("Wave", "wave", 1)
                .write(jar()));
    assertTrue(
        problems.getFirst().contains("NoClassDefFoundError: com/google/inject/Guice"),
        problems::toString);
  }
}
