package org.hillock.pluginhost.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hillock.pluginhost.Finding;
import org.hillock.pluginhost.testing.PluginJar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found wrong with jars that are loaded in a process of their own. */
final class PluginVerifierTest {

  private static final PluginVerifier VERIFIER = new PluginVerifier(Duration.ofSeconds(20), 96);

  @TempDir private Path folder;

  private Verdict verify(PluginVerifier verifier, PluginJar jar) throws IOException {
    var cache = Files.createDirectory(folder.resolve("cache"));
    return verifier.verify(jar.write(folder.resolve("demo.jar")), cache);
  }

  private static PluginJar constructing(String statements) {
    return PluginJar.of("demo", "1.0.0").entry(statements).component("Wave", "wave", 2);
  }

  /** The only error there is, of a jar that could not be loaded. */
  private static String error(Verdict verdict) {
    assertFalse(verdict.isGood());
    assertEquals(Optional.empty(), verdict.plugin());
    assertEquals(1, verdict.findings().size(), verdict::toString);
    return verdict.findings().getFirst().text();
  }

  @Test
  void tellsEveryProblemAtOnceEvenOfAJarThatCannotBeLoaded() throws IOException {
    var verdict =
        verify(
            VERIFIER,
            PluginJar.of("demo", "1.0.0")
                .without("Provide-Capability")
                .without("Bundle-Version")
                .header(
                    "Import-Package",
                    "org.hillock.api;version=\"[7,8)\",org.hillock.api.equations,com.example")
                .entry("")
                .component("Wave", "wave", 2)
                .component("Ripple", "wave", 2)
                .source(
                    "demo.Bare",
                    """
                    package demo;
                    import org.hillock.api.*;
                    import org.hillock.api.equations.*;
                    @Component(id = "bare", doc = "A surrogate.")
                    public record Bare(double width) implements Surrogate {
                      @Override public Expr slope(Expr x) { return x; }
                      @Override public double smooth(double x) { return x; }
                    }
                    """)
                .file("lib/fast.so", new byte[] {1, 2, 3, 4})
                .file("demo/New.class", new byte[] {-54, -2, -70, -66, 0, 0, 0, 99}));
    assertEquals(Optional.empty(), verdict.plugin());
    var findings = verdict.findings();
    assertEquals(
        List.of(
            "Bundle-Version",
            "Import-Package",
            "Import-Package",
            "Import-Package",
            "Provide-Capability",
            "component Bare.width",
            "component Ripple",
            "demo/New.class",
            "lib/fast.so"),
        findings.stream().map(Finding::location).sorted().toList(),
        findings::toString);
    assertEquals(
        List.of("Bundle-Version", "Import-Package"),
        findings.stream().filter(f -> !f.isError()).map(Finding::location).toList());
    var twin = findings.stream().filter(f -> f.location().equals("component Ripple")).findFirst();
    assertTrue(twin.orElseThrow().message().contains("'wave'"), findings::toString);
  }

  @Test
  void findsNothingWrongWithAGoodPlugin() throws IOException {
    var verdict = verify(VERIFIER, PluginJar.surrogate("demo", "1.0.0", "wave", 2));
    assertEquals(List.of(), verdict.findings());
    assertEquals(List.of("surrogate/wave"), verdict.plugin().orElseThrow().components());
    assertTrue(verdict.isGood());
  }

  @Test
  void namesTheThreadsAndHooksThatLoadingStarts() throws IOException {
    var jar =
        PluginJar.of("demo", "1.0.0")
            .component("Wave", "wave", 2)
            .source(
                "demo.Entry",
                """
                package demo;
                public final class Entry implements org.hillock.api.Plugin {
                  private final Thread tidy = new Thread(() -> {}, "tidy");
                  public Entry() {
                    Runtime.getRuntime().addShutdownHook(tidy);
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> {}, "untidy"));
                    new Thread(java.util.concurrent.locks.LockSupport::park, "ticker").start();
                  }
                  @Override public org.hillock.api.Components components() {
                    return org.hillock.api.Components.of(Wave.class);
                  }
                  @Override public void close() {
                    Runtime.getRuntime().removeShutdownHook(tidy);
                  }
                }
                """);
    var verdict = verify(VERIFIER, jar);
    assertFalse(verdict.isGood());
    assertEquals("demo", verdict.plugin().orElseThrow().id());
    var left = " while it is loaded and leaves it after close()";
    assertEquals(
        List.of(
            "ERROR starts the thread 'ticker'" + left,
            "WARNING registers the shutdown hook 'tidy' while it is loaded",
            "ERROR registers the shutdown hook 'untidy'" + left),
        verdict.findings().stream().map(f -> f.severity() + " " + f.message()).toList());
  }

  @Test
  void tellsWhatHoldsTheClassesOfAPluginThatCannotBeUnloaded() throws IOException {
    var jar = constructing("System.getProperties().put(\"demo.held\", Entry.class);");
    var verdict = verify(VERIFIER, jar);
    assertFalse(verdict.isGood());
    assertEquals(1, verdict.findings().size(), verdict::toString);
    var error = verdict.findings().getFirst().text();
    assertTrue(error.startsWith("demo.Entry: something still holds its class loader"), error);
    assertTrue(error.contains("java.util.Properties"), error);
  }

  @Test
  void aPluginThatEndsTheProcessIsAFinding() throws IOException {
    var error = error(verify(VERIFIER, constructing("System.exit(7);")));
    assertTrue(error.contains("ended the process that loaded it, with exit value 7"), error);
  }

  @Test
  void aPluginThatNeverReturnsIsAFindingThatSaysWhereItIs() throws IOException {
    var hasty = new PluginVerifier(Duration.ofSeconds(2), 96);
    var error = error(verify(hasty, constructing("while (true) { Thread.onSpinWait(); }")));
    assertTrue(error.contains("it did not return within 2 s at "), error);
    assertTrue(error.contains("demo.Entry.<init>(Entry.java:3)"), error);
  }

  @Test
  void aPluginThatTakesAllMemoryIsAFinding() throws IOException {
    var greedy =
        "var all = new java.util.ArrayList<byte[]>(); while (true) all.add(new byte[1<<20]);";
    var error = error(verify(VERIFIER, constructing(greedy)));
    assertTrue(error.contains("more memory than the 96 MiB"), error);
  }
}
