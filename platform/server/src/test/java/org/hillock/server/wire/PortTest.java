package org.hillock.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hillock.api.HillockException;
import org.hillock.proto.v1.CreateRunRequest;
import org.hillock.proto.v1.GetRunRequest;
import org.hillock.proto.v1.ListRunsRequest;
import org.hillock.proto.v1.Run;
import org.hillock.proto.v1.RunServiceGrpc;
import org.hillock.proto.v1.RunServiceGrpc.RunServiceBlockingStub;
import org.hillock.proto.v1.Spec;
import org.hillock.server.call.ErrorInterceptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class PortTest {

  private static final int LARGEST = 100_000;

  private static Port port;
  private static ManagedChannel channel;
  private static RunServiceBlockingStub runs;

  @BeforeAll
  static void open() {
    port = open(0);
    channel = NettyChannelBuilder.forAddress("localhost", port.number()).usePlaintext().build();
    runs = RunServiceGrpc.newBlockingStub(channel);
  }

  private static Port open(int number) {
    var endpoint =
        new Endpoint(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), number),
            Optional.empty(),
            false,
            LARGEST,
            Duration.ofSeconds(1));
    return Port.open(endpoint, List.of(new Troubled()), List.of(new ErrorInterceptor()));
  }

  @AfterAll
  static void close() {
    channel.shutdownNow();
    port.close();
  }

  private static GetRunRequest named(String name) {
    return GetRunRequest.newBuilder().setName(name).build();
  }

  @Test
  void answersGrpc() {
    assertEquals("runs/a", runs.getRun(named("runs/a")).getName());
  }

  @Test
  void aKnownErrorCarriesItsReasonAndMetadata() {
    var error = Errors.of(() -> runs.getRun(named("unknown")));
    var info = Errors.info(error, Status.Code.NOT_FOUND, "NOT_FOUND");
    assertEquals("runs/größer", info.getMetadataOrThrow("resource"));
    assertTrue(error.getStatus().getDescription().contains("runs/größer"), error::getMessage);
  }

  @Test
  void everyWrongFieldIsNamed() {
    var error = Errors.of(() -> runs.getRun(named("two")));
    Errors.info(error, Status.Code.INVALID_ARGUMENT, "INVALID_ARGUMENT");
    assertEquals(List.of("a", "b"), Errors.fields(error));
    assertEquals("a: is one\nb: is another", error.getStatus().getDescription());
  }

  @Test
  void fiveHundredProblemsStillFitTheTrailers() {
    var error = Errors.of(() -> runs.getRun(named("many")));
    Errors.info(error, Status.Code.INVALID_ARGUMENT, "INVALID_ARGUMENT");
    int told = Errors.fields(error).size() - 1;
    assertTrue(told > 10, "only " + told);
    assertTrue(
        error.getStatus().getDescription().endsWith("\nand %d more".formatted(500 - told)),
        error::getMessage);
  }

  @Test
  void anErrorToldToTheObserverIsMappedToo() {
    var error = Errors.of(() -> runs.getRun(named("error")));
    Errors.info(error, Status.Code.INVALID_ARGUMENT, "INVALID_ARGUMENT");
    assertEquals(List.of("name"), Errors.fields(error));
  }

  @Test
  void aBareStatusGetsAnErrorInfo() {
    var error = Errors.of(() -> runs.getRun(named("status")));
    Errors.info(error, Status.Code.OUT_OF_RANGE, "EVENTS_EXPIRED");
  }

  @Test
  void anUnknownErrorShowsAnIncidentAndNothingElse() {
    var error = Errors.of(() -> runs.getRun(named("crash")));
    var info = Errors.info(error, Status.Code.INTERNAL, "INTERNAL");
    String incident = info.getMetadataOrThrow("incident");
    assertTrue(error.getStatus().getDescription().contains(incident));
    assertFalse((error.getMessage() + error.getTrailers()).contains(Troubled.SECRET));
  }

  @Test
  void aMessageAboveTheLimitIsRefusedWithTheLimit() {
    var request = CreateRunRequest.newBuilder();
    request.setSpec(Spec.newBuilder().setText("x".repeat(LARGEST + 1)));
    var error = Errors.of(() -> runs.createRun(request.build()));
    var info = Errors.info(error, Status.Code.RESOURCE_EXHAUSTED, "RESOURCE_EXHAUSTED");
    assertEquals(Integer.toString(LARGEST), info.getMetadataOrThrow("limit"));
  }

  @Test
  void anUnknownMethodSaysSo() {
    var method =
        MethodDescriptor.<GetRunRequest, Run>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("hillock.v1.RunService/PauseRun")
            .setRequestMarshaller(ProtoUtils.marshaller(GetRunRequest.getDefaultInstance()))
            .setResponseMarshaller(ProtoUtils.marshaller(Run.getDefaultInstance()))
            .build();
    var error =
        Errors.of(
            () -> ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, named("a")));
    var info = Errors.info(error, Status.Code.UNIMPLEMENTED, "UNIMPLEMENTED");
    assertEquals("/hillock.v1.RunService/PauseRun", info.getMetadataOrThrow("method"));
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    var error = assertThrows(HillockException.class, () -> open(port.number()));
    assertTrue(error.getMessage().contains(Integer.toString(port.number())), error::getMessage);
  }

  @Test
  void aGrpcWebClientGetsMessageAndTrailersInTheBody() throws InvalidProtocolBufferException {
    var answer = Http.grpcWeb(port.number(), "RunService/GetRun", named("runs/web"));
    assertEquals("runs/web", Run.parseFrom(answer.message()).getName());
    assertTrue(answer.trailers().contains("grpc-status: 0"), answer::trailers);
  }

  @Test
  void aGrpcWebClientGetsAnswersLargerThanOneFrame() throws InvalidProtocolBufferException {
    var request = ListRunsRequest.newBuilder().setPageSize(60_000).build();
    var answer = Http.grpcWeb(port.number(), "RunService/ListRuns", request);
    assertEquals(
        60_000, org.hillock.proto.v1.ListRunsResponse.parseFrom(answer.message()).getRunsCount());
  }
}
