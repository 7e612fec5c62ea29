package org.hillock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hillock.api.HillockException;
import org.hillock.lab.Lab;
import org.hillock.lab.record.PageRequest;
import org.hillock.proto.v1.ComponentServiceGrpc;
import org.hillock.proto.v1.CreateRunRequest;
import org.hillock.proto.v1.GetComponentRequest;
import org.hillock.proto.v1.GetRunRequest;
import org.hillock.proto.v1.GetServerInfoRequest;
import org.hillock.proto.v1.InstallPluginRequest;
import org.hillock.proto.v1.ListRunsRequest;
import org.hillock.proto.v1.Plugin;
import org.hillock.proto.v1.PluginServiceGrpc;
import org.hillock.proto.v1.RunServiceGrpc;
import org.hillock.proto.v1.ServerServiceGrpc;
import org.hillock.proto.v1.Spec;
import org.hillock.server.wire.Errors;
import org.hillock.server.wire.Http;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HillockServerTest {

  private static Lab lab;
  private static HillockServer server;
  private static ManagedChannel channel;

  @TempDir private static Path home;

  @BeforeAll
  static void start() {
    lab = TestLab.open(home);
    server = HillockServer.start(ServerConfig.loopback(0), lab);
    channel = channel(server);
  }

  private static ManagedChannel channel(HillockServer to) {
    return NettyChannelBuilder.forAddress("localhost", to.port()).usePlaintext().build();
  }

  @AfterAll
  static void stop() {
    channel.shutdownNow();
    server.close();
    lab.close();
  }

  @Test
  void everyServiceIsHealthy() {
    var health = HealthGrpc.newBlockingStub(channel);
    for (String service : List.of("", "hillock.v1.RunService", "hillock.v1.PluginService")) {
      var answer = health.check(HealthCheckRequest.newBuilder().setService(service).build());
      assertEquals(ServingStatus.SERVING, answer.getStatus(), service);
    }
    var error =
        Errors.of(
            () -> health.check(HealthCheckRequest.newBuilder().setService("hillock.v0").build()));
    Errors.info(error, Status.Code.NOT_FOUND, "NOT_FOUND");
  }

  @Test
  void reflectionNamesAllServices() throws Exception {
    var answer = new CompletableFuture<ServerReflectionResponse>();
    var requests = ServerReflectionGrpc.newStub(channel).serverReflectionInfo(new First<>(answer));
    requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
    requests.onCompleted();
    var names =
        answer.get(10, TimeUnit.SECONDS).getListServicesResponse().getServiceList().stream()
            .map(ServiceResponse::getName)
            .toList();
    for (String service :
        List.of("Plugin", "Component", "Experiment", "Run", "Result", "Inference", "Server")) {
      assertTrue(names.contains("hillock.v1." + service + "Service"), names::toString);
    }
  }

  @Test
  void tellsWhatItIs() {
    var info =
        ServerServiceGrpc.newBlockingStub(channel)
            .getServerInfo(GetServerInfoRequest.getDefaultInstance());
    assertTrue(info.getVersion().matches("[0-9]+\\.[0-9]+\\.[0-9]+.*"), info::getVersion);
    assertTrue(info.getJvm().contains("25"), info::getJvm);
    assertEquals(64L << 20, info.getMaxUploadBytes());
    assertTrue(info.getVectorBits() >= 64, () -> "vector bits " + info.getVectorBits());
  }

  @Test
  void anUnknownRunIsNamed() {
    var runs = RunServiceGrpc.newBlockingStub(channel);
    var error =
        Errors.of(() -> runs.getRun(GetRunRequest.newBuilder().setName("runs/none").build()));
    var info = Errors.info(error, Status.Code.NOT_FOUND, "NOT_FOUND");
    assertEquals("runs/none", info.getMetadataOrThrow("resource"));
  }

  @Test
  void aWrongSpecificationNamesEveryPlace() {
    var runs = RunServiceGrpc.newBlockingStub(channel);
    var spec = Spec.newBuilder().setText("nmae: x\nseed: many\nbackend: refrence\n");
    var error =
        Errors.of(() -> runs.createRun(CreateRunRequest.newBuilder().setSpec(spec).build()));
    Errors.info(error, Status.Code.INVALID_ARGUMENT, "INVALID_ARGUMENT");
    var fields = Errors.fields(error);
    assertTrue(
        fields.containsAll(List.of("spec.nmae", "spec.seed", "spec.backend")), error::getMessage);
    assertTrue(error.getMessage().contains("reference"), error::getMessage);
  }

  @Test
  void aRequestWithoutASpecificationSaysWhatIsMissing() {
    var runs = RunServiceGrpc.newBlockingStub(channel);
    var error = Errors.of(() -> runs.createRun(CreateRunRequest.getDefaultInstance()));
    Errors.info(error, Status.Code.INVALID_ARGUMENT, "INVALID_ARGUMENT");
    assertEquals(List.of("spec"), Errors.fields(error));
  }

  @Test
  void refusesPagesAndFiltersThatMakeNoSense() {
    var runs = RunServiceGrpc.newBlockingStub(channel);
    for (var request :
        List.of(
            ListRunsRequest.newBuilder().setPageSize(-1).build(),
            ListRunsRequest.newBuilder().setPageToken("$$$").build(),
            ListRunsRequest.newBuilder().setFilter("colour=red").build())) {
      var error = Errors.of(() -> runs.listRuns(request));
      Errors.info(error, Status.Code.INVALID_ARGUMENT, "INVALID_ARGUMENT");
      assertEquals(1, Errors.fields(error).size(), error::getMessage);
    }
  }

  @Test
  void anUnknownComponentOffersTheNearest() {
    var components = ComponentServiceGrpc.newBlockingStub(channel);
    var name = "components/backend/referenc";
    var error =
        Errors.of(
            () -> components.getComponent(GetComponentRequest.newBuilder().setName(name).build()));
    Errors.info(error, Status.Code.NOT_FOUND, "NOT_FOUND");
    assertTrue(error.getMessage().contains("did you mean reference?"), error::getMessage);
  }

  @Test
  void listsRunsOverJson() {
    var answer = Http.json(server.port(), "RunService/ListRuns", "{\"pageSize\": 5}");
    assertEquals(200, answer.statusCode(), answer::body);
    assertEquals("{}", answer.body().strip());
  }

  @Test
  void nothingIsLeftOfAnUploadWhoseClientGoesAway() throws Exception {
    var answer = new CompletableFuture<Plugin>();
    var upload = PluginServiceGrpc.newStub(channel).installPlugin(new First<>(answer));
    var metadata =
        InstallPluginRequest.Metadata.newBuilder()
            .setFileName("half.jar")
            .setSha256("0".repeat(64));
    upload.onNext(InstallPluginRequest.newBuilder().setMetadata(metadata).build());
    upload.onNext(
        InstallPluginRequest.newBuilder().setChunk(ByteString.copyFromUtf8("half a jar")).build());
    until(() -> parts().stream().anyMatch(part -> part.toFile().length() == 10));
    upload.onError(Status.CANCELLED.asRuntimeException());
    until(() -> !lab.plugins().audits(PageRequest.FIRST).items().isEmpty());
    var audit = lab.plugins().audits(PageRequest.FIRST).items().getFirst();
    assertEquals("it was given up before the jar was complete", audit.reason());
    assertEquals(10, audit.bytes());
    assertEquals(List.of(), parts());
  }

  private static List<Path> parts() throws IOException {
    try (var files = Files.list(home.resolve("plugins"))) {
      return files.filter(file -> file.toString().endsWith(".part")).toList();
    }
  }

  private static void until(Callable<Boolean> done) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!done.call()) {
      assertTrue(System.nanoTime() < end, "nothing happens");
      Thread.onSpinWait();
    }
  }

  @Test
  void turnsUnhealthyBeforeItCloses(@TempDir Path another) throws Exception {
    try (var other = TestLab.open(another)) {
      var stopping = HillockServer.start(ServerConfig.loopback(0), other);
      var client = channel(stopping);
      var last = new CompletableFuture<Boolean>();
      HealthGrpc.newStub(client)
          .watch(HealthCheckRequest.getDefaultInstance(), new UntilNotServing(stopping, last));
      assertTrue(last.get(20, TimeUnit.SECONDS));
      client.shutdownNow();
    }
  }

  /** Closes the server once it is known to serve, and tells whether it then says NOT_SERVING. */
  private record UntilNotServing(HillockServer server, CompletableFuture<Boolean> last)
      implements StreamObserver<HealthCheckResponse> {

    @Override
    public void onNext(HealthCheckResponse answer) {
      if (answer.getStatus() == ServingStatus.SERVING) {
        Thread.startVirtualThread(server::close);
      } else {
        last.complete(answer.getStatus() == ServingStatus.NOT_SERVING);
      }
    }

    @Override
    public void onError(Throwable error) {
      last.completeExceptionally(error);
    }

    @Override
    public void onCompleted() {
      last.complete(false);
    }
  }

  private record First<A>(CompletableFuture<A> answer) implements StreamObserver<A> {

    @Override
    public void onNext(A message) {
      answer.complete(message);
    }

    @Override
    public void onError(Throwable error) {
      answer.completeExceptionally(error);
    }

    @Override
    public void onCompleted() {
      answer.completeExceptionally(new AssertionError("no answer"));
    }
  }

  @Test
  void refusesToListenElsewhereWithoutTlsAndToken() {
    var open = ServerConfig.loopback(0).withHost("0.0.0.0");
    var error = assertThrows(HillockException.class, () -> HillockServer.start(open, lab));
    assertTrue(error.getMessage().contains("0.0.0.0"), error::getMessage);
    assertTrue(error.getMessage().contains("TLS"), error::getMessage);
    assertTrue(error.getMessage().contains("token"), error::getMessage);
  }
}
