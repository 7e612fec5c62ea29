package org.hillock.cli.client;

import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.proto.v1.ComponentServiceGrpc;
import org.hillock.proto.v1.InferenceServiceGrpc;
import org.hillock.proto.v1.PluginServiceGrpc;
import org.hillock.proto.v1.ResultServiceGrpc;
import org.hillock.proto.v1.RunServiceGrpc;
import org.hillock.proto.v1.ServerServiceGrpc;

/** A connection to a server; made at the first call. */
public final class Connection implements AutoCloseable {

  private static final int MAX_MESSAGE = 32 << 20;
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final ServerAddress address;
  private final ManagedChannel channel;

  private Connection(ServerAddress address, ManagedChannel channel) {
    this.address = address;
    this.channel = channel;
  }

  /** Makes ready to call a server. */
  public static Connection to(ServerAddress address) {
    var builder =
        NettyChannelBuilder.forAddress(address.host(), address.port())
            .maxInboundMessageSize(MAX_MESSAGE)
            .intercept(interceptors(address));
    if (address.tls()) {
      address.authority().ifPresent(file -> trust(builder, file));
    } else {
      builder.usePlaintext();
    }
    return new Connection(address, builder.build());
  }

  private static void trust(NettyChannelBuilder builder, Path file) {
    try {
      builder.sslContext(GrpcSslContexts.forClient().trustManager(checked(file).toFile()).build());
    } catch (IOException | IllegalArgumentException e) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "--tls-ca: %s holds no X.509 certificates in PEM: %s".formatted(file, e.getMessage()),
          e);
    }
  }

  private static List<ClientInterceptor> interceptors(ServerAddress address) {
    var interceptors = new ArrayList<ClientInterceptor>();
    interceptors.add(new Deadlines());
    address
        .tokenFile()
        .ifPresent(
            file -> {
              var headers = new Metadata();
              headers.put(AUTHORIZATION, "Bearer " + token(file));
              interceptors.add(MetadataUtils.newAttachHeadersInterceptor(headers));
            });
    return interceptors;
  }

  private static String token(Path file) {
    try {
      var token = Files.readString(checked(file)).strip();
      if (!token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c <= '~')) {
        return token;
      }
    } catch (IOException e) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT, "--token-file: %s cannot be read".formatted(file), e);
    }
    throw new HillockException(
        ErrorCode.INVALID_ARGUMENT,
        "--token-file: %s must hold one word of printable characters".formatted(file));
  }

  private static Path checked(Path file) {
    if (!Files.isReadable(file)) {
      throw new HillockException(ErrorCode.INVALID_ARGUMENT, "there is no readable file " + file);
    }
    return file;
  }

  /** Where it leads. */
  public ServerAddress address() {
    return address;
  }

  /** Runs. */
  public RunServiceGrpc.RunServiceBlockingStub runs() {
    return RunServiceGrpc.newBlockingStub(channel);
  }

  /** What runs yield. */
  public ResultServiceGrpc.ResultServiceBlockingStub results() {
    return ResultServiceGrpc.newBlockingStub(channel);
  }

  /** Plugins. */
  public PluginServiceGrpc.PluginServiceBlockingStub plugins() {
    return PluginServiceGrpc.newBlockingStub(channel);
  }

  /** Plugins, for uploads. */
  PluginServiceGrpc.PluginServiceStub uploads() {
    return PluginServiceGrpc.newStub(channel);
  }

  /** Components. */
  public ComponentServiceGrpc.ComponentServiceBlockingStub components() {
    return ComponentServiceGrpc.newBlockingStub(channel);
  }

  /** Trained networks. */
  public InferenceServiceGrpc.InferenceServiceBlockingStub models() {
    return InferenceServiceGrpc.newBlockingStub(channel);
  }

  /** The server itself. */
  public ServerServiceGrpc.ServerServiceBlockingStub server() {
    return ServerServiceGrpc.newBlockingStub(channel);
  }

  /** Ends calls still at work. */
  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
