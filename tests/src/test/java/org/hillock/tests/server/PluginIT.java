package org.hillock.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hillock.lab.trust.UploadPolicy;
import org.hillock.lab.trust.UploadRules;
import org.hillock.pluginhost.testing.JarSigning;
import org.hillock.pluginhost.testing.PluginJar;
import org.hillock.proto.v1.Component;
import org.hillock.proto.v1.GetComponentRequest;
import org.hillock.proto.v1.InstallPluginRequest;
import org.hillock.proto.v1.ListComponentsRequest;
import org.hillock.proto.v1.ListComponentsResponse;
import org.hillock.proto.v1.ListPluginAuditsRequest;
import org.hillock.proto.v1.ListPluginsRequest;
import org.hillock.proto.v1.Parameter;
import org.hillock.proto.v1.Plugin;
import org.hillock.proto.v1.PluginAudit;
import org.hillock.proto.v1.UninstallPluginRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginIT {

  private static final int LARGEST = 3 << 20;

  @TempDir private static Path folder;

  private static RunningServer server;
  private static JarSigning keys;
  private static byte[] neurons;

  @BeforeAll
  static void start() throws IOException {
    keys = new JarSigning(folder.resolve("keys.p12")).key("lab").key("stranger");
    var trust = keys.pem(folder.resolve("trust.pem"), "lab");
    var rules = new UploadRules(UploadPolicy.SIGNED, Optional.of(trust), LARGEST);
    server = RunningServer.start(folder.resolve("home"), rules);
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

  private static Path unsigned() {
    return PluginJar.surrogate("waves", "1.0.0", "wave", 2).write(folder.resolve("unsigned.jar"));
  }

  private static byte[] signedBy(String name) throws IOException {
    return Files.readAllBytes(keys.sign(unsigned(), folder.resolve("signed.jar"), name));
  }

  /** The newest attempt that the server recorded. */
  private static PluginAudit lastAudit() {
    var request = ListPluginAuditsRequest.newBuilder().setPageSize(1).build();
    return server.plugins().listPluginAudits(request).getAudits(0);
  }

  private static void assertRecorded(byte[] jar, Refusal refusal) {
    var audit = lastAudit();
    assertEquals(PluginAudit.Action.INSTALL, audit.getAction());
    assertEquals(PluginAudit.Outcome.REFUSED, audit.getOutcome());
    assertEquals(refusal.message(), audit.getReason());
    assertEquals("sent.jar", audit.getFileName());
    assertEquals("waves", audit.getPluginId());
    assertEquals("1.0.0", audit.getVersion());
    assertEquals(Upload.sha256(jar), audit.getSha256());
    assertEquals(jar.length, audit.getSizeBytes());
    assertEquals("loopback", audit.getCaller());
    assertEquals("127.0.0.1", audit.getAddress());
    assertEquals("signed", audit.getPolicy());
    assertEquals(List.of(), plugins("id=waves AND state=ACTIVE"));
  }

  @Test
  void anUnsignedJarIsRefusedAndRecorded() throws IOException {
    var jar = Files.readAllBytes(unsigned());
    var refusal = Refusal.of(Status.Code.PERMISSION_DENIED, "PERMISSION_DENIED", () -> upload(jar));
    assertTrue(refusal.message().contains("it is not signed"), refusal::message);
    assertRecorded(jar, refusal);
  }

  @Test
  void aJarThatAStrangerSignedIsRefusedAndRecorded() throws IOException {
    var jar = signedBy("stranger");
    var refusal = Refusal.of(Status.Code.PERMISSION_DENIED, "PERMISSION_DENIED", () -> upload(jar));
    assertTrue(refusal.message().contains("not among the trusted"), refusal::message);
    assertRecorded(jar, refusal);
    assertTrue(lastAudit().getSigner().startsWith("CN=stranger, SHA-256 "), "its signer is named");
  }

  @Test
  void aJarAlteredAfterItWasSignedIsRefusedAndRecorded() throws IOException {
    signedBy("lab");
    try (var files = FileSystems.newFileSystem(folder.resolve("signed.jar"))) {
      Files.copy(files.getPath("demo/Entry.class"), files.getPath("demo/More.class"));
    }
    var jar = Files.readAllBytes(folder.resolve("signed.jar"));
    var refusal = Refusal.of(Status.Code.INVALID_ARGUMENT, "CORRUPT_FILE", () -> upload(jar));
    assertTrue(refusal.message().contains("demo/More.class was added"), refusal::message);
    assertRecorded(jar, refusal);
  }

  @Test
  void aJarThatATrustedCertificateSignedIsInstalledAndRecorded() throws IOException {
    var plugin = upload(signedBy("lab"));
    assertEquals(Plugin.State.ACTIVE, plugin.getState());
    var audit = lastAudit();
    assertEquals(PluginAudit.Outcome.DONE, audit.getOutcome());
    assertEquals(plugin.getSha256(), audit.getSha256());
    assertTrue(audit.getSigner().startsWith("CN=lab, SHA-256 "), audit::getSigner);
    server
        .plugins()
        .uninstallPlugin(UninstallPluginRequest.newBuilder().setName(plugin.getName()).build());
    assertEquals(PluginAudit.Action.UNINSTALL, lastAudit().getAction());
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
    var audit = lastAudit();
    assertEquals(PluginAudit.Outcome.REFUSED, audit.getOutcome());
    assertEquals(refusal.message(), audit.getReason());
    assertTrue(audit.getSizeBytes() > LARGEST, audit::toString);
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
