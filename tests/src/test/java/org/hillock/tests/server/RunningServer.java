package org.hillock.tests.server;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.time.Duration;
import org.hillock.lab.Lab;
import org.hillock.lab.LabConfig;
import org.hillock.lab.trust.UploadRules;
import org.hillock.proto.v1.ComponentServiceGrpc;
import org.hillock.proto.v1.CreateRunRequest;
import org.hillock.proto.v1.ExperimentServiceGrpc;
import org.hillock.proto.v1.GetRunRequest;
import org.hillock.proto.v1.InferenceServiceGrpc;
import org.hillock.proto.v1.PluginServiceGrpc;
import org.hillock.proto.v1.ResultServiceGrpc;
import org.hillock.proto.v1.Run;
import org.hillock.proto.v1.RunServiceGrpc;
import org.hillock.proto.v1.Spec;
import org.hillock.proto.v1.WatchRunRequest;
import org.hillock.server.HillockServer;
import org.hillock.server.ServerConfig;

/** A server with a client. Runs are executed in this process, one at a time. */
final class RunningServer implements AutoCloseable {

  /** Learns the digits badly, but within a second. */
  static final String SPEC =
      """
      name: small
      data: digits
      encoder: {type: direct, steps: 2}
      network:
        - flatten
        - {type: linear, out: 16}
        - {type: lif, tau: 2}
        - {type: linear, out: 10}
        - leaky-integrator
      trainer:
        type: bptt
        epochs: 2
        batch-size: 64
        loss: cross-entropy-membrane
        optimiser: {type: adam, rate: 1e-2}
      """;

  static final Path IMAGE = Path.of(System.getProperty("hillock.image"));

  private final Lab lab;
  private final HillockServer server;
  private final ManagedChannel channel;

  private RunningServer(Path home, UploadRules uploads) {
    lab =
        Lab.open(
            LabConfig.of(home)
                .withShippedPlugins(IMAGE.resolve("plugins"))
                .withExecution(LabConfig.Execution.IN_PROCESS)
                .withUploads(uploads)
                .withLimits(100, 1 << 20, Duration.ofSeconds(30)));
    server = HillockServer.start(ServerConfig.loopback(0), lab);
    channel = NettyChannelBuilder.forAddress("localhost", server.port()).usePlaintext().build();
  }

  static RunningServer start(Path home) {
    return start(home, UploadRules.ANY);
  }

  static RunningServer start(Path home, UploadRules uploads) {
    return new RunningServer(home, uploads);
  }

  int port() {
    return server.port();
  }

  PluginServiceGrpc.PluginServiceBlockingStub plugins() {
    return PluginServiceGrpc.newBlockingStub(channel);
  }

  PluginServiceGrpc.PluginServiceStub uploads() {
    return PluginServiceGrpc.newStub(channel);
  }

  ComponentServiceGrpc.ComponentServiceBlockingStub components() {
    return ComponentServiceGrpc.newBlockingStub(channel);
  }

  ExperimentServiceGrpc.ExperimentServiceBlockingStub experiments() {
    return ExperimentServiceGrpc.newBlockingStub(channel);
  }

  RunServiceGrpc.RunServiceBlockingStub runs() {
    return RunServiceGrpc.newBlockingStub(channel);
  }

  ResultServiceGrpc.ResultServiceBlockingStub results() {
    return ResultServiceGrpc.newBlockingStub(channel);
  }

  ResultServiceGrpc.ResultServiceStub watches() {
    return ResultServiceGrpc.newStub(channel);
  }

  InferenceServiceGrpc.InferenceServiceBlockingStub inference() {
    return InferenceServiceGrpc.newBlockingStub(channel);
  }

  static CreateRunRequest.Builder request(String spec) {
    return CreateRunRequest.newBuilder().setSpec(Spec.newBuilder().setText(spec));
  }

  Run submit(CreateRunRequest.Builder request) {
    return runs().createRun(request.build());
  }

  Run get(Run run) {
    return runs().getRun(GetRunRequest.newBuilder().setName(run.getName()).build());
  }

  /** The run once it has come to its end. */
  Run finish(Run run) {
    var watch = WatchRunRequest.newBuilder().setName(run.getName()).build();
    results().watchRun(watch).forEachRemaining(_ -> {});
    return get(run);
  }

  /** The run, trained to its end. */
  Run train(CreateRunRequest.Builder request) {
    var run = finish(submit(request));
    if (run.getState() != Run.State.SUCCEEDED) {
      throw new AssertionError(run.getState() + ": " + run.getError());
    }
    return run;
  }

  void stopServer() {
    server.close();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.close();
    lab.close();
  }
}
