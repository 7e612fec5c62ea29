package org.hillock.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.hillock.cli.client.Connection;
import org.hillock.cli.client.Downloads;
import org.hillock.cli.client.PluginUpload;
import org.hillock.cli.client.RunWatch;
import org.hillock.cli.client.ServerAddress;
import org.hillock.pluginhost.testing.PluginJar;
import org.hillock.proto.v1.CreateRunRequest;
import org.hillock.proto.v1.ListPluginsRequest;
import org.hillock.proto.v1.Plugin;
import org.hillock.proto.v1.Run;
import org.hillock.proto.v1.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A plugin updated again and again while clients run and watch on it. {@code -Dsoak.updates=300}
 * for more than a glance; it prints what it measured.
 */
@Isolated("measures a server under load")
final class UpdateSoakIT {

  private static final int UPDATES = Integer.getInteger("soak.updates", 6);
  private static final int CLIENTS = 2;
  private static final int MORE_CLASSES = 150;
  private static final double MORE_MIB = 3;
  private static final String SPEC =
      """
      name: soak
      data: digits
      encoder: {type: direct, steps: 2}
      network: [flatten, {type: linear, out: 16}, {type: lif, surrogate: wave}, {type: linear, out: 10}, leaky-integrator]
      trainer: {type: bptt, epochs: 2, batch-size: 64, optimiser: {type: adam, rate: 1e-2}}
      """;

  @TempDir Path folder;

  private final Map<Double, String> checkpoints = new ConcurrentHashMap<>();
  private final CountDownLatch warmed = new CountDownLatch(CLIENTS);
  private final AtomicBoolean updated = new AtomicBoolean();

  @Test
  void updatesDisturbNoRunAndLeaveNothingBehind() throws Exception {
    try (var server = ServedHome.start(new Hillock(folder), "--plugin-uploads", "any");
        var connection =
            Connection.to(
                ServerAddress.parse(server.address(), Optional.empty(), Optional.empty()))) {
      update(connection, 0);
      var jvms = MeasuredJvm.ofServer(server.process());
      try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
        var clients = new ArrayList<Future<Integer>>();
        for (int i = 0; i < CLIENTS; i++) {
          clients.add(pool.submit(() -> runAndWatch(connection)));
        }
        try {
          soak(connection, jvms, clients);
        } finally {
          updated.set(true); // else the clients of a soak that failed would go on
        }
      }
      for (var jvm : jvms) {
        jvm.close();
      }
    }
  }

  private void soak(Connection connection, List<MeasuredJvm> jvms, List<Future<Integer>> clients)
      throws Exception {
    var before = new HashMap<String, MeasuredJvm.Sample>();
    var took = new ArrayList<Duration>();
    int warm = Math.max(2, UPDATES / 10);
    for (int i = 1; i <= warm + UPDATES; i++) {
      if (i == warm + 1) {
        assertTrue(warmed.await(2, TimeUnit.MINUTES), "the first runs have no end");
        settle(connection);
        jvms.forEach(jvm -> before.put(jvm.name(), jvm.sample()));
      }
      var time = update(connection, i);
      if (i > warm) {
        took.add(time);
      }
    }
    updated.set(true);
    int runs = 0;
    for (var client : clients) {
      runs += client.get();
    }
    settle(connection);
    var sorted = took.stream().sorted().toList();
    System.out.printf(
        "%d updates: median %d ms, worst %d ms; %d runs, each with the bits of its version%n",
        UPDATES, sorted.get(sorted.size() / 2).toMillis(), sorted.getLast().toMillis(), runs);
    for (var jvm : jvms) {
      assertFlat(jvm.name(), before.get(jvm.name()), jvm.sample());
    }
    assertTrue(runs > CLIENTS, runs + " runs");
  }

  private static void assertFlat(String name, MeasuredJvm.Sample then, MeasuredJvm.Sample now) {
    var line =
        "%s: loaded classes %d → %d, metaspace %.1f → %.1f MiB"
            .formatted(
                name, then.classes(), now.classes(), then.metaspaceMib(), now.metaspaceMib());
    System.out.println(line);
    assertTrue(now.classes() - then.classes() < MORE_CLASSES, line);
    assertTrue(now.metaspaceMib() - then.metaspaceMib() < MORE_MIB, line);
  }

  private static double width(int update) {
    return 2 + update % 2;
  }

  /** Installs a version of its own bytes; how long the server takes. */
  private Duration update(Connection connection, int update) throws IOException {
    var version = "1.0." + update;
    var jar =
        PluginJar.surrogate("demo", version, "wave", width(update))
            .write(folder.resolve("demo.jar"));
    long start = System.nanoTime();
    var plugin = PluginUpload.send(connection, jar);
    var took = Duration.ofNanos(System.nanoTime() - start);
    assertEquals(Plugin.State.ACTIVE, plugin.getState());
    Files.delete(jar);
    return took;
  }

  /** One run after the other, each watched to its end, as long as there are updates. */
  private int runAndWatch(Connection connection) throws IOException {
    int runs = 0;
    do {
      var request = CreateRunRequest.newBuilder().setSpec(Spec.newBuilder().setText(SPEC)).build();
      var name = connection.runs().createRun(request).getName();
      var events = new ArrayList<Long>();
      var run = RunWatch.follow(connection, name, event -> events.add(event.getSequence()));
      assertEquals(Run.State.SUCCEEDED, run.getState(), run::toString);
      assertEquals(events.stream().sorted().toList(), events, "events in order");
      var checkpoint = checkpoint(connection, name);
      var first = checkpoints.putIfAbsent(width(updateOf(run)), checkpoint);
      assertTrue(first == null || first.equals(checkpoint), () -> "other bits: " + run);
      if (++runs == 1) {
        warmed.countDown();
      }
    } while (!updated.get());
    return runs;
  }

  private static int updateOf(Run run) {
    var plugins = run.getManifest().getFieldsOrThrow("plugins").getListValue().getValuesList();
    return plugins.stream()
        .map(pin -> pin.getStructValue().getFieldsMap())
        .filter(pin -> pin.get("id").getStringValue().equals("demo"))
        .map(pin -> pin.get("version").getStringValue())
        .map(version -> Integer.parseInt(version.substring(version.lastIndexOf('.') + 1)))
        .findFirst()
        .orElseThrow();
  }

  private static String checkpoint(Connection connection, String run) throws IOException {
    return Downloads.list(connection, run).stream()
        .filter(file -> file.getName().endsWith("/checkpoint.safetensors"))
        .findFirst()
        .orElseThrow()
        .getSha256();
  }

  /** Until every version out of service is unloaded: nothing tells when, so it is asked for. */
  private static void settle(Connection connection) {
    var request = ListPluginsRequest.newBuilder().setFilter("id=demo").setPageSize(1000).build();
    var end = Instant.now().plus(Duration.ofMinutes(1));
    while (true) {
      var versions = connection.plugins().listPlugins(request).getPluginsList();
      versions.forEach(v -> assertFalse(v.getState() == Plugin.State.LEAKED, v::toString));
      var left =
          versions.stream()
              .filter(v -> v.getState() == Plugin.State.STOPPED)
              .map(Plugin::getName)
              .toList();
      if (left.isEmpty()) {
        return;
      }
      assertTrue(Instant.now().isBefore(end), () -> "not unloaded: " + left);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
