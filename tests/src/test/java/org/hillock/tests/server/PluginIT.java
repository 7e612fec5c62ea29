package org.hillock.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hillock.proto.v1.Component;
import org.hillock.proto.v1.GetComponentRequest;
import org.hillock.proto.v1.InstallPluginRequest;
import org.hillock.proto.v1.ListComponentsRequest;
import org.hillock.proto.v1.ListComponentsResponse;
import org.hillock.proto.v1.ListPluginsRequest;
import org.hillock.proto.v1.Parameter;
import org.hillock.proto.v1.Plugin;
import org.hillock.proto.v1.UninstallPluginRequest;
import org.hillock.server.ServerConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginIT {

  private static final int LARGEST = 3 << 20;

  private static RunningServer server;
  private static byte[] neurons;

  @BeforeAll
  static void start(@TempDir Path home) throws IOException {
    var config = ServerConfig.loopback(0).withMaxUploadBytes(LARGEST);
    server = RunningServer.start(home, config);
    neurons = Upload.shipped("neurons");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<Plugin> plugins(String filter) {
    var request = ListPluginsRequest.newBuilder().setFilter(filter).build();
    return server.plugins().listPlugins(request).getPluginsList();
  }

  private static Plugin active() {
    return plugins("id=neurons AND state=ACTIVE").getFirst();
  }

  private static Plugin send(List<InstallPluginRequest> messages) {
    return Upload.send(server.uploads(), messages);
  }

  private static Plugin upload(byte[] jar) {
    return Upload.send(server.uploads(), jar, Upload.sha256(jar));
  }

  @Test
  void listsTheShippedPluginsWithTheirComponents() {
    var plugin = active();
    assertEquals(Upload.sha256(neurons), plugin.getSha256());
    assertEquals(Plugin.State.ACTIVE, plugin.getState());
    assertTrue(plugin.getComponentsList().contains("components/neuron/lif"), plugin::toString);
    assertEquals("plugins/neurons@" + plugin.getVersion(), plugin.getName());
  }

  @Test
  void aComponentTellsItsParametersAndItsPlugin() {
    var lif =
        server
            .components()
            .getComponent(
                GetComponentRequest.newBuilder().setName("components/neuron/lif").build());
    assertEquals(active().getName(), lif.getPlugin());
    assertFalse(lif.getDocumentation().isEmpty());
    var tau =
        lif.getParametersList().stream()
            .filter(parameter -> parameter.getName().equals("tau"))
            .findFirst()
            .orElseThrow();
    assertEquals(Parameter.Type.NUMBER, tau.getType());
    assertEquals(2, tau.getDefaultValue().getNumberValue());
    assertTrue(tau.hasMinimum() || tau.hasAbove(), tau::toString);
    var surrogate =
        lif.getParametersList().stream()
            .filter(parameter -> parameter.getType() == Parameter.Type.COMPONENT)
            .findFirst()
            .orElseThrow();
    assertEquals("surrogate", surrogate.getComponentKind());
  }

  @Test
  void componentsAreListedByKindInPages() {
    var request = ListComponentsRequest.newBuilder().setFilter("kind=surrogate").setPageSize(4);
    var ids = new ArrayList<String>();
    ListComponentsResponse page;
    do {
      page = server.components().listComponents(request.build());
      assertTrue(page.getComponentsCount() <= 4, page::toString);
      page.getComponentsList().stream().map(Component::getId).forEach(ids::add);
      request.setPageToken(page.getNextPageToken());
    } while (!page.getNextPageToken().isEmpty());
    assertEquals(ids.stream().sorted().distinct().toList(), ids);
    assertTrue(ids.containsAll(List.of("atan", "triangular")), ids::toString);
  }

  @Test
  void aTruncatedJarIsRefusedAndNothingIsKept() {
    var before = plugins("");
    var half = Arrays.copyOf(neurons, neurons.length / 2);
    var refusal = Refusal.of(Status.Code.INVALID_ARGUMENT, "PLUGIN_FAULT", () -> upload(half));
    assertTrue(refusal.message().contains("not a whole jar"), refusal::message);
    assertEquals(before, plugins(""));
  }

  @Test
  void aJarThatIsNotTheAnnouncedOneIsRefused() {
    var refusal =
        Refusal.of(
            Status.Code.INVALID_ARGUMENT,
            "CORRUPT_FILE",
            () -> Upload.send(server.uploads(), neurons, "0".repeat(64)));
    assertTrue(refusal.message().contains(Upload.sha256(neurons)), refusal::message);
  }

  @Test
  void anUploadAboveTheLimitIsRefusedWithFigureAndLimit() {
    var large = new byte[LARGEST + 1];
    var refusal =
        Refusal.of(Status.Code.RESOURCE_EXHAUSTED, "RESOURCE_EXHAUSTED", () -> upload(large));
    assertEquals(Integer.toString(LARGEST), refusal.metadata().get("limit"));
    assertTrue(refusal.message().contains(Integer.toString(LARGEST)), refusal::message);
  }

  @Test
  void anUploadOutOfOrderIsRefused() {
    var first =
        Refusal.of(
            Status.Code.INVALID_ARGUMENT,
            "INVALID_ARGUMENT",
            () -> send(List.of(Upload.chunk(neurons))));
    assertEquals(List.of("metadata"), first.fields());
    var twice = Upload.metadata(Upload.sha256(neurons));
    Refusal.of(Status.Code.INVALID_ARGUMENT, "INVALID_ARGUMENT", () -> send(List.of(twice, twice)));
    Refusal.of(Status.Code.INVALID_ARGUMENT, "INVALID_ARGUMENT", () -> send(List.of()));
  }

  @Test
  void anUnknownPluginIsNotFound() {
    var refusal =
        Refusal.of(
            Status.Code.NOT_FOUND,
            "NOT_FOUND",
            () ->
                server
                    .plugins()
                    .uninstallPlugin(
                        UninstallPluginRequest.newBuilder().setName("plugins/none@1.0.0").build()));
    assertEquals("plugins/none@1.0.0", refusal.metadata().get("resource"));
  }
}
