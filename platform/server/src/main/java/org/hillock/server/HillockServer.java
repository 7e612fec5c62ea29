package org.hillock.server;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.Stage;
import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hillock.lab.Lab;
import org.hillock.server.call.AccessInterceptor;
import org.hillock.server.call.AccessToken;
import org.hillock.server.call.AccessTokens;
import org.hillock.server.call.ErrorInterceptor;
import org.hillock.server.service.OpenStreams;
import org.hillock.server.wire.Endpoint;
import org.hillock.server.wire.Port;

/** A running server on a lab. Safe for use by several threads. */
public final class HillockServer implements AutoCloseable {

  private static final Key<Set<BindableService>> SERVICES = new Key<>() {};

  private final Port port;
  private final OpenStreams streams;
  private final HealthStatusManager health;

  private HillockServer(Port port, OpenStreams streams, HealthStatusManager health) {
    this.port = port;
    this.streams = streams;
    this.health = health;
  }

  /**
   * Starts a server, which is ready when this returns.
   *
   * @param lab stays the caller's, who closes it after the server
   * @throws org.hillock.api.HillockException {@code INVALID_ARGUMENT} if the set-up would let
   *     strangers in or a file of it cannot be used; {@code FAILED_PRECONDITION} if the port is
   *     taken
   */
  public static HillockServer start(ServerConfig config, Lab lab) {
    var endpoint =
        new Endpoint(
            Exposure.address(config),
            config.tls(),
            config.tokenFile().isPresent(),
            config.maxMessageBytes(),
            config.drain());
    var interceptors = interceptors(config);
    var injector = Guice.createInjector(Stage.PRODUCTION, new ServerModule(lab));
    var services = injector.getInstance(SERVICES);
    var health = new HealthStatusManager();
    var all = new ArrayList<>(services);
    all.add(health.getHealthService());
    all.add(ProtoReflectionServiceV1.newInstance());
    var port = Port.open(endpoint, all, interceptors);
    for (var service : services) {
      var name = service.bindService().getServiceDescriptor().getName();
      health.setStatus(name, ServingStatus.SERVING);
    }
    return new HillockServer(port, injector.getInstance(OpenStreams.class), health);
  }

  /** The outermost first: the refusal of a token is an error like others. */
  private static List<ServerInterceptor> interceptors(ServerConfig config) {
    var all = config.tokenFile().map(file -> AccessToken.read(file, "token"));
    var plugins = config.pluginTokenFile().map(file -> AccessToken.read(file, "plugin-token"));
    var tokens = new AccessTokens(all.orElse(List.of()), plugins.orElse(List.of()));
    return List.of(new ErrorInterceptor(), new AccessInterceptor(tokens));
  }

  /** The port it listens on. */
  public int port() {
    return port.number();
  }

  /**
   * Stops gracefully: health says NOT_SERVING, streams end with {@code UNAVAILABLE}, other calls
   * may end, then the port is closed.
   */
  @Override
  public void close() {
    health.enterTerminalState();
    streams.close();
    port.close();
  }
}
