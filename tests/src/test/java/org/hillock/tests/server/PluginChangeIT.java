package org.hillock.tests.server;

import static org.hillock.tests.server.RunningServer.SPEC;
import static org.hillock.tests.server.RunningServer.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.concurrent.locks.LockSupport;
import org.hillock.proto.v1.GetPluginRequest;
import org.hillock.proto.v1.ListPluginsRequest;
import org.hillock.proto.v1.Plugin;
import org.hillock.proto.v1.UninstallPluginRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginChangeIT {

  @Test
  void aPluginIsTakenOutAndPutInAgainWhileTheServerRuns(@TempDir Path home) throws IOException {
    try (var server = RunningServer.start(home)) {
      var filter = ListPluginsRequest.newBuilder().setFilter("id=neurons").build();
      var name = server.plugins().listPlugins(filter).getPlugins(0).getName();
      server.plugins().uninstallPlugin(UninstallPluginRequest.newBuilder().setName(name).build());
      var refusal =
          Refusal.of(
              Status.Code.INVALID_ARGUMENT, "INVALID_ARGUMENT", () -> server.submit(request(SPEC)));
      assertTrue(
          refusal.fields().stream().anyMatch(field -> field.startsWith("spec.network[2]")),
          refusal::toString);
      assertEquals(Plugin.State.UNLOADED, settled(server, name));

      var jar = Upload.shipped("neurons");
      var back = Upload.send(server.uploads(), jar, Upload.sha256(jar));
      assertEquals(Plugin.State.ACTIVE, back.getState());
      assertEquals(name, back.getName());
      server.train(request(SPEC));
      var again = Upload.send(server.uploads(), jar, Upload.sha256(jar));
      assertEquals(back.getInstallTime(), again.getInstallTime());
    }
  }

  /** The state once the plugin no longer drains: nothing tells when, so it is asked for. */
  private static Plugin.State settled(RunningServer server, String name) {
    var deadline = Instant.now().plus(Duration.ofMinutes(1));
    var request = GetPluginRequest.newBuilder().setName(name).build();
    var state = server.plugins().getPlugin(request).getState();
    var passing = EnumSet.of(Plugin.State.DRAINING, Plugin.State.STOPPED);
    while (passing.contains(state) && Instant.now().isBefore(deadline)) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      state = server.plugins().getPlugin(request).getState();
    }
    return state;
  }
}
