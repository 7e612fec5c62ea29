package org.hillock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hillock.api.HillockException;
import org.hillock.lab.Lab;
import org.hillock.proto.v1.ListPluginAuditsRequest;
import org.hillock.proto.v1.ListRunsRequest;
import org.hillock.proto.v1.PluginAudit;
import org.hillock.proto.v1.PluginServiceGrpc;
import org.hillock.proto.v1.RunServiceGrpc;
import org.hillock.proto.v1.UninstallPluginRequest;
import org.hillock.server.wire.Errors;
import org.hillock.server.wire.Http;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecurityTest {

  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  @TempDir private static Path folder;

  private static Lab lab;
  private static SelfSigned identity;
  private static Path tokenFile;

  @BeforeAll
  static void prepare() throws IOException {
    lab = TestLab.open(folder.resolve("home"));
    identity = SelfSigned.make(folder);
    tokenFile = Files.writeString(folder.resolve("token"), TOKEN + "\n");
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  private static <S extends AbstractStub<S>> S with(S stub, String authorization) {
    var headers = new Metadata();
    headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
    return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  @Test
  void aTokenIsAskedForOnLoopbackTooIfThereIsOne() {
    var config = ServerConfig.loopback(0).withTokenFile(tokenFile);
    try (var server = HillockServer.start(config, lab)) {
      var channel =
          NettyChannelBuilder.forAddress("localhost", server.port()).usePlaintext().build();
      checkTokens(channel);
      var answer = Http.json(server.port(), "RunService/ListRuns", "{}");
      assertEquals(401, answer.statusCode(), answer::body);
      channel.shutdownNow();
    }
  }

  private static void checkTokens(ManagedChannel channel) {
    var runs = RunServiceGrpc.newBlockingStub(channel);
    var all = ListRunsRequest.getDefaultInstance();
    var missing = Errors.of(() -> runs.listRuns(all));
    Errors.info(missing, Status.Code.UNAUTHENTICATED, "UNAUTHENTICATED");
    var wrong = Errors.of(() -> with(runs, "Bearer " + TOKEN + "0").listRuns(all));
    Errors.info(wrong, Status.Code.UNAUTHENTICATED, "UNAUTHENTICATED");
    var basic = Errors.of(() -> with(runs, "Basic " + TOKEN).listRuns(all));
    Errors.info(basic, Status.Code.UNAUTHENTICATED, "UNAUTHENTICATED");
    var health = HealthGrpc.newBlockingStub(channel);
    var unknown = Errors.of(() -> health.check(HealthCheckRequest.getDefaultInstance()));
    Errors.info(unknown, Status.Code.UNAUTHENTICATED, "UNAUTHENTICATED");
    assertEquals(0, with(runs, "bearer " + TOKEN).listRuns(all).getRunsCount());
  }

  @Test
  void listensElsewhereWithTlsAndToken() throws IOException {
    var config =
        ServerConfig.loopback(0)
            .withHost("0.0.0.0")
            .withTls(identity.certificate(), identity.key())
            .withTokenFile(tokenFile);
    try (var server = HillockServer.start(config, lab)) {
      var trust = GrpcSslContexts.forClient().trustManager(identity.certificate().toFile()).build();
      var channel =
          NettyChannelBuilder.forAddress("localhost", server.port()).sslContext(trust).build();
      checkTokens(channel);
      channel.shutdownNow();
      var plain = NettyChannelBuilder.forAddress("localhost", server.port()).usePlaintext().build();
      var error =
          Errors.of(
              () ->
                  RunServiceGrpc.newBlockingStub(plain)
                      .listRuns(ListRunsRequest.getDefaultInstance()));
      assertEquals(Status.Code.UNAVAILABLE, error.getStatus().getCode(), error::getMessage);
      plain.shutdownNow();
    }
  }

  @Test
  void pluginsAreChangedWithTheirOwnTokenAndEveryAttemptIsRecorded() throws IOException {
    var secret = "fedcba9876543210fedcba9876543210";
    var file = Files.writeString(folder.resolve("plugin-token"), "ada " + secret + "\n");
    var config = ServerConfig.loopback(0).withTokenFile(tokenFile).withPluginTokenFile(file);
    try (var server = HillockServer.start(config, lab)) {
      var channel =
          NettyChannelBuilder.forAddress("localhost", server.port()).usePlaintext().build();
      var plugins = PluginServiceGrpc.newBlockingStub(channel);
      var ordinary = with(plugins, "Bearer " + TOKEN);
      var own = with(plugins, "Bearer " + secret);
      var absent = UninstallPluginRequest.newBuilder().setName("plugins/absent@1.0.0").build();
      var denied = Errors.of(() -> ordinary.uninstallPlugin(absent));
      Errors.info(denied, Status.Code.PERMISSION_DENIED, "PERMISSION_DENIED");
      assertTrue(denied.getMessage().contains("--plugin-token-file"), denied::getMessage);
      var unknown = Errors.of(() -> own.uninstallPlugin(absent));
      Errors.info(unknown, Status.Code.NOT_FOUND, "NOT_FOUND");
      var runs = with(RunServiceGrpc.newBlockingStub(channel), "Bearer " + secret);
      var elsewhere = Errors.of(() -> runs.listRuns(ListRunsRequest.getDefaultInstance()));
      Errors.info(elsewhere, Status.Code.UNAUTHENTICATED, "UNAUTHENTICATED");

      var filter = ListPluginAuditsRequest.newBuilder().setFilter("plugin=absent").build();
      var audits = ordinary.listPluginAudits(filter).getAuditsList();
      assertEquals(List.of("ada", "token"), audits.stream().map(PluginAudit::getCaller).toList());
      for (var audit : audits) {
        assertEquals(PluginAudit.Action.UNINSTALL, audit.getAction());
        assertEquals(PluginAudit.Outcome.REFUSED, audit.getOutcome());
        assertTrue(audit.getAddress().matches("127\\.0\\.0\\.1|0:0:0:0:0:0:0:1"), audit::toString);
      }
      channel.shutdownNow();
    }
  }

  @Test
  void fromAnotherAddressTheServersOwnTokenDoesNotChangePlugins() throws IOException {
    var address = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses);
    var other = address.filter(a -> !a.isLoopbackAddress() && !a.isLinkLocalAddress()).findFirst();
    assumeTrue(other.isPresent(), "this machine has loopback alone");
    var config =
        ServerConfig.loopback(0)
            .withHost("0.0.0.0")
            .withTls(identity.certificate(), identity.key())
            .withTokenFile(tokenFile);
    try (var server = HillockServer.start(config, lab)) {
      var channel =
          NettyChannelBuilder.forAddress(new InetSocketAddress(other.get(), server.port()))
              .overrideAuthority("localhost")
              .sslContext(
                  GrpcSslContexts.forClient().trustManager(identity.certificate().toFile()).build())
              .build();
      var plugins = with(PluginServiceGrpc.newBlockingStub(channel), "Bearer " + TOKEN);
      var name = UninstallPluginRequest.newBuilder().setName("plugins/far@1.0.0").build();
      var denied = Errors.of(() -> plugins.uninstallPlugin(name));
      Errors.info(denied, Status.Code.PERMISSION_DENIED, "PERMISSION_DENIED");
      var filter = ListPluginAuditsRequest.newBuilder().setFilter("plugin=far").build();
      var audit = plugins.listPluginAudits(filter).getAudits(0);
      var scoped = other.get().getHostAddress();
      assertEquals(scoped.replaceFirst("%.*", ""), audit.getAddress());
      assertEquals("token", audit.getCaller());
      channel.shutdownNow();
    }
  }

  @Test
  void tlsAloneOrATokenAloneIsNotEnoughElsewhere() {
    var elsewhere = ServerConfig.loopback(0).withHost("0.0.0.0");
    for (var config :
        List.of(
            elsewhere.withTls(identity.certificate(), identity.key()),
            elsewhere.withTokenFile(tokenFile))) {
      assertThrows(HillockException.class, () -> HillockServer.start(config, lab));
    }
  }

  @Test
  void namesFilesItCannotUse() {
    var loopback = ServerConfig.loopback(0);
    refused("absent.pem", loopback.withTls(folder.resolve("absent.pem"), identity.key()));
    refused("token", loopback.withTls(tokenFile, tokenFile));
    refused("absent", loopback.withTokenFile(folder.resolve("absent")));
  }

  private static void refused(String named, ServerConfig config) {
    var error = assertThrows(HillockException.class, () -> HillockServer.start(config, lab));
    assertTrue(error.getMessage().contains(named), error::getMessage);
  }
}
