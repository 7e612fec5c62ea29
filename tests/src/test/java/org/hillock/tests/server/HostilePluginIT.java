package org.hillock.tests.server;

import static org.hillock.tests.server.RunningServer.SPEC;
import static org.hillock.tests.server.RunningServer.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hillock.pluginhost.testing.PluginJar;
import org.hillock.proto.v1.CancelRunRequest;
import org.hillock.proto.v1.CreateRunRequest;
import org.hillock.proto.v1.ErrorReason;
import org.hillock.proto.v1.GetRunRequest;
import org.hillock.proto.v1.ListPluginsRequest;
import org.hillock.proto.v1.Plugin;
import org.hillock.proto.v1.PluginServiceGrpc;
import org.hillock.proto.v1.ResultServiceGrpc;
import org.hillock.proto.v1.Run;
import org.hillock.proto.v1.RunServiceGrpc;
import org.hillock.proto.v1.WatchRunRequest;
import org.hillock.tests.clients.ServeProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Plugins that do their worst to a served lab: at load, while a specification is checked, in a run.
 * All beside one run that goes on, on one server whose health is asked for all the while.
 */
final class HostilePluginIT {

  @TempDir static Path folder;

  private static ServeProcess server;
  private static ManagedChannel channel;
  private static Pulse pulse;
  private static Run bystander;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server =
        ServeProcess.start(
            folder,
            "--plugin-uploads=any",
            "--workers=2",
            "--worker-threads=1",
            "--worker-memory=256m",
            "--check-seconds=4",
            "--data-seconds=8",
            "--run-disk=32m");
    channel = NettyChannelBuilder.forTarget(server.address()).usePlaintext().build();
    pulse = Pulse.of(channel);
    upload(HostilePlugin.jar());
    bystander = submit(with("trainer", "{type: hostile-trainer, deed: %s}", "patient"));
    pulse.until(() -> get(bystander).getState() == Run.State.RUNNING);
  }

  @AfterAll
  static void stop() throws IOException {
    pulse.close();
    channel.shutdownNow();
    server.close();
  }

  @AfterEach
  void nobodyElseIsHarmed() throws InterruptedException {
    pulse.assertSteady();
    long before = get(bystander).getProgress().getStep();
    assertEquals(Run.State.RUNNING, get(bystander).getState());
    pulse.until(() -> get(bystander).getProgress().getStep() > before);
  }

  private static Plugin upload(PluginJar plugin) throws IOException {
    var jar = Files.readAllBytes(plugin.write(folder.resolve("upload.jar")));
    return Upload.send(PluginServiceGrpc.newStub(channel), jar, Upload.sha256(jar));
  }

  private static Run submit(CreateRunRequest.Builder request) {
    return RunServiceGrpc.newBlockingStub(channel).createRun(request.build());
  }

  private static Run get(Run run) {
    return RunServiceGrpc.newBlockingStub(channel)
        .getRun(GetRunRequest.newBuilder().setName(run.getName()).build());
  }

  private static Run finish(Run run) {
    var watch = WatchRunRequest.newBuilder().setName(run.getName()).build();
    ResultServiceGrpc.newBlockingStub(channel).watchRun(watch).forEachRemaining(_ -> {});
    return get(run);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          throw,  broken on purpose
          loop,   did not answer within 4 s
          memory, ran out of memory
          exit,   called System.exit at demo.Deeds
          halt,   ended with exit value 9
          disk,   wrote more than 32 MiB
          """)
  void atLoadThePluginIsRefused(String deed, String message) {
    var jar = HostilePlugin.atLoad(deed);
    var refusal = Refusal.of(Status.Code.INVALID_ARGUMENT, "PLUGIN_FAULT", () -> upload(jar));
    assertTrue(refusal.message().contains(message), refusal::message);
    var request = ListPluginsRequest.newBuilder().setFilter("id=at-load").build();
    var listed = PluginServiceGrpc.newBlockingStub(channel).listPlugins(request);
    assertEquals(0, listed.getPluginsCount(), listed::toString);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          loop,   did not answer within 4 s
          memory, ran out of memory
          exit,   called System.exit at demo.Deeds
          disk,   wrote more than 32 MiB
          """)
  void inDefineTheSpecificationIsRefused(String deed, String message) {
    var refusal =
        Refusal.of(
            Status.Code.INTERNAL,
            "PLUGIN_FAULT",
            () -> submit(with("network[2]", "{type: hostile, deed: %s}", deed)));
    assertTrue(refusal.message().contains(message), refusal::message);
    assertTrue(refusal.message().contains("the spec 'small' cannot be checked"), refusal::message);
  }

  @Test
  void dataMayTakeLongerToBeOpenedThanAnythingElseButNotForEver() {
    var slow = submit(with("data", "{type: hostile-data, deed: %s}", "sleep"));
    assertEquals(Run.State.QUEUED, slow.getState(), slow::toString);
    RunServiceGrpc.newBlockingStub(channel)
        .cancelRun(CancelRunRequest.newBuilder().setName(slow.getName()).build());
    var refusal =
        Refusal.of(
            Status.Code.INTERNAL,
            "PLUGIN_FAULT",
            () -> submit(with("data", "{type: hostile-data, deed: %s}", "loop")));
    assertTrue(refusal.message().contains("did not open its data within 8 s"), refusal::message);
  }

  private static CreateRunRequest.Builder with(String place, String component, String deed) {
    return request(SPEC).putOverrides(place, component.formatted(deed));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          throw,  PLUGIN_FAULT,       broken on purpose
          memory, RESOURCE_EXHAUSTED, more memory
          exit,   PLUGIN_FAULT,       called System.exit at demo.Deeds
          halt,   WORKER_DIED,        ended with exit value 9
          disk,   RESOURCE_EXHAUSTED, more than 32 MiB
          flood,  WORKER_DIED,        wrote a line of more than
          """)
  void inARunOnlyThatRunFails(String deed, ErrorReason reason, String message) {
    var run = finish(submit(with("trainer", "{type: hostile-trainer, deed: %s}", deed)));
    assertEquals(Run.State.FAILED, run.getState(), run::toString);
    assertEquals(reason.name(), run.getError().getReason(), run::toString);
    assertTrue(run.getError().getMessage().contains(message), run::toString);
  }

  @Test
  void theServerItselfLoadsNoPlugin() throws IOException, InterruptedException {
    var run = finish(submit(with("network[2]", "{type: hostile, deed: %s}", "none")));
    assertEquals(Run.State.SUCCEEDED, run.getState(), run::toString);
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var pid = Long.toString(server.process().pid());
    var asked = new ProcessBuilder(jcmd, pid, "GC.class_histogram").start();
    var classes = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, asked.waitFor());
    assertTrue(classes.contains("org.hillock.server."), classes);
    assertFalse(classes.contains("org.apache.felix"), "the server has a plugin framework");
    assertFalse(classes.contains("org.hillock.plugins"), "the server has plugins' objects");
  }
}
