package org.hillock.tests.server;

import static org.hillock.tests.server.RunningServer.IMAGE;
import static org.hillock.tests.server.RunningServer.SPEC;
import static org.hillock.tests.server.RunningServer.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.hillock.proto.v1.Component;
import org.hillock.proto.v1.GetComponentRequest;
import org.hillock.proto.v1.InstallPluginRequest;
import org.hillock.proto.v1.ListComponentsRequest;
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
    try (var jars = Files.list(IMAGE.resolve("plugins"))) {
      var jar =
          jars.filter(file -> file.getFileName().toString().contains("neurons"))
              .findFirst()
              .orElseThrow();
      neurons = Files.readAllBytes(jar);
    }
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

  private static InstallPluginRequest metadata(String sha256) {
    return InstallPluginRequest.newBuilder()
        .setMetadata(
            InstallPluginRequest.Metadata.newBuilder().setFileName("neurons.jar").setSha256(sha256))
        .build();
  }

  private static InstallPluginRequest chunk(byte[] bytes) {
    return InstallPluginRequest.newBuilder().setChunk(ByteString.copyFrom(bytes)).build();
  }

  private static Plugin send(List<InstallPluginRequest> messages) {
    var answer = new CompletableFuture<Plugin>();
    var upload =
        server
            .uploads()
            .installPlugin(
                new StreamObserver<>() {
                  @Override
                  public void onNext(Plugin plugin) {
                    answer.complete(plugin);
                  }

                  @Override
                  public void onError(Throwable error) {
                    answer.completeExceptionally(error);
                  }

                  @Override
                  public void onCompleted() {
                    answer.completeExceptionally(new AssertionError("no answer"));
                  }
                });
    messages.forEach(upload::onNext);
    upload.onCompleted();
    try {
      return answer.get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw (StatusRuntimeException) e.getCause();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Plugin upload(byte[] jar) {
    return upload(jar, sha256(jar));
  }

  private static Plugin upload(byte[] jar, String sha256) {
    var messages = new java.util.ArrayList<>(List.of(metadata(sha256)));
    for (int at = 0; at < jar.length; at += 1 << 16) {
      messages.add(chunk(Arrays.copyOfRange(jar, at, Math.min(jar.length, at + (1 << 16)))));
    }
    return send(messages);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void listsTheShippedPluginsWithTheirComponents() {
    var plugin = active();
    assertEquals(sha256(neurons), plugin.getSha256());
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
    var first = server.components().listComponents(request.build());
    assertEquals(4, first.getComponentsCount());
    var second =
        server.components().listComponents(request.setPageToken(first.getNextPageToken()).build());
    var ids =
        java.util.stream.Stream.of(first, second)
            .flatMap(page -> page.getComponentsList().stream())
            .map(Component::getId)
            .toList();
    assertEquals(ids.stream().sorted().distinct().toList(), ids);
    assertTrue(ids.containsAll(List.of("atan", "triangular")), ids::toString);
  }

  @Test
  void aPluginIsTakenOutAndPutInAgainWhileTheServerRuns() {
    var name = active().getName();
    var gone =
        server.plugins().uninstallPlugin(UninstallPluginRequest.newBuilder().setName(name).build());
    assertEquals(Plugin.State.UNLOADED, gone.getState());
    var refusal =
        Refusal.of(
            Status.Code.INVALID_ARGUMENT, "INVALID_ARGUMENT", () -> server.submit(request(SPEC)));
    assertTrue(refusal.fields().contains("spec.network[2].type"), refusal::toString);

    var back = upload(neurons);
    assertEquals(Plugin.State.ACTIVE, back.getState());
    assertEquals(name, back.getName());
    server.train(request(SPEC));
    assertEquals(back.getName(), upload(neurons).getName());
  }

  @Test
  void aTruncatedJarIsRefusedAndNothingIsKept() {
    var before = plugins("");
    var half = Arrays.copyOf(neurons, neurons.length / 2);
    Refusal.of(Status.Code.INVALID_ARGUMENT, "CORRUPT_FILE", () -> upload(half));
    assertEquals(before, plugins(""));
  }

  @Test
  void aJarThatIsNotTheAnnouncedOneIsRefused() {
    var refusal =
        Refusal.of(
            Status.Code.INVALID_ARGUMENT, "CORRUPT_FILE", () -> upload(neurons, "0".repeat(64)));
    assertTrue(refusal.message().contains(sha256(neurons)), refusal::message);
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
            Status.Code.INVALID_ARGUMENT, "INVALID_ARGUMENT", () -> send(List.of(chunk(neurons))));
    assertEquals(List.of("metadata"), first.fields());
    var twice = metadata(sha256(neurons));
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
