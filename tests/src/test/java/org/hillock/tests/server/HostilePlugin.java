package org.hillock.tests.server;

import org.hillock.pluginhost.testing.PluginJar;

/**
 * A plugin with a neuron, a trainer and data that do harm, by parameter; and one that does it at
 * load.
 */
final class HostilePlugin {

  private static final String DEEDS =
      """
      package demo;
      import java.io.FileDescriptor;
      import java.io.FileOutputStream;
      import java.nio.file.Files;
      import java.util.ArrayList;
      final class Deeds {
        static void commit(String deed) {
          switch (deed) {
            case "sleep" -> pause(6);
            case "throw" -> throw new IllegalStateException("broken on purpose");
            case "loop" -> { while (true) { Thread.onSpinWait(); } }
            case "memory" -> {
              var all = new ArrayList<long[]>();
              while (true) { all.add(new long[1 << 16]); }
            }
            case "exit" -> System.exit(0);
            case "halt" -> Runtime.getRuntime().halt(9);
            case "disk" -> write(true);
            case "flood" -> write(false);
            default -> {}
          }
        }

        private static void pause(int seconds) {
          long end = System.nanoTime() + seconds * 1_000_000_000L;
          while (System.nanoTime() < end) {
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
          }
        }

        private static void write(boolean file) {
          try (var out =
              file
                  ? Files.newOutputStream(Files.createTempFile("a", "b"))
                  : new FileOutputStream(FileDescriptor.out)) {
            while (true) { out.write(new byte[1 << 16]); }
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        }
      }
      """;

  private HostilePlugin() {}

  private static PluginJar of(String id, String construction, String components) {
    return PluginJar.of(id, "1.0.0")
        .header(
            "Import-Package",
            """
            org.hillock.api;version="[0.1,1)",org.hillock.api.equations;version="[0.1,1)",\
            org.hillock.api.network;version="[0.1,1)",org.hillock.api.train;version="[0.1,1)",\
            org.hillock.api.data;version="[0.1,1)",org.hillock.api.tensor;version="[0.1,1)"\
            """)
        .source("demo.Deeds", DEEDS)
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
                .formatted(construction, components));
  }

  /** Does it while it is loaded. */
  static PluginJar atLoad(String deed) {
    return of("at-load", "Deeds.commit(\"%s\");".formatted(deed), "Wave.class")
        .component("Wave", "wave", 1);
  }

  /** Does it in {@code define}, while data are opened, and in a run. */
  static PluginJar jar() {
    return of("hostile", "", "Hostile.class, HostileTrainer.class, HostileData.class")
        .source(
            "demo.Hostile",
            """
            package demo;
            import org.hillock.api.*;
            import org.hillock.api.equations.*;
            import org.hillock.api.network.*;
            @Component(id = "hostile", doc = "A neuron made for a test.")
            public record Hostile(@Param(doc = "what it does", value = "none") String deed)
                implements NeuronModel {
              @Override public void define(Equations eq) {
                Deeds.commit(deed);
                eq.emit(eq.input().times(0.5));
              }
              @Override public boolean spiking() { return false; }
            }
            """)
        .source(
            "demo.HostileData",
            """
            package demo;
            import org.hillock.api.*;
            import org.hillock.api.data.*;
            import org.hillock.api.tensor.*;
            @Component(id = "hostile-data", doc = "Blank digits, made for a test.")
            public record HostileData(@Param(doc = "what it does") String deed)
                implements DataSet {
              @Override public Samples open(java.nio.file.Path store) {
                Deeds.commit(deed);
                return new Blank();
              }
              private record Blank() implements Samples {
                @Override public SampleShape shape() { return new SampleShape(0, Shape.of(8, 8, 1)); }
                @Override public int classes() { return 10; }
                @Override public int size(Split split) { return 64; }
                @Override public void read(Split split, int index, Tensor sample) { sample.fill(0); }
                @Override public int label(Split split, int index) { return index % 10; }
                @Override public String sha256() { return "0".repeat(64); }
                @Override public String splitDescription() { return "blank"; }
                @Override public void close() {}
              }
            }
            """)
        .source(
            "demo.HostileTrainer",
            """
            package demo;
            import org.hillock.api.*;
            import org.hillock.api.train.*;
            @Component(id = "hostile-trainer", doc = "A trainer made for a test.")
            public record HostileTrainer(
                @Param(doc = "what it does") String deed,
                @Param(doc = "the loss", value = "cross-entropy-membrane") Loss loss)
                implements Trainer {
              @Override public int epochs() { return 1; }
              @Override public void train(TrainingSession session) {
                Deeds.commit(deed);
                // Goes on until it is cancelled, and leaves the processors to the others.
                for (int i = 0; deed.equals("patient"); i++) {
                  session.step(0, i, 1_000_000, 1, 0);
                  java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
                }
              }
            }
            """);
  }
}
