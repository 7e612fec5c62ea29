package org.hillock.server;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hillock.api.HillockException;
import org.hillock.lab.Lab;
import org.hillock.server.service.OpenStreams;
import org.hillock.server.wire.Endpoint;
import org.hillock.server.wire.Port;

/** A running server on a lab. Safe for use by several threads. */
public final class HillockServer implements AutoCloseable {

  private final Port port;
  private final OpenStreams streams;
  private final HealthStatusManager health;

  @Inject
  HillockServer(
      ServerConfig config,
      Set<BindableService> services,
      List<ServerInterceptor> interceptors,
      OpenStreams streams,
      HealthStatusManager health) {
    this.streams = streams;
    this.health = health;
    var endpoint =
        new Endpoint(
            Exposure.address(config),
            config.tls(),
            config.tokenFile().isPresent(),
            config.maxMessageBytes(),
            config.drain());
    var all = new ArrayList<>(services);
    all.add(health.getHealthService());
    all.add(ProtoReflectionServiceV1.newInstance());
    port = Port.open(endpoint, all, interceptors);
    services.forEach(
        service ->
            health.setStatus(
                service.bindService().getServiceDescriptor().getName(), ServingStatus.SERVING));
  }

  /**
   * Starts a server, which is ready when this returns.
   *
   * @param lab stays the caller's, who closes it after the server
   * @throws HillockException {@code INVALID_ARGUMENT} if the set-up would let strangers in or a
   *     file of it cannot be read; {@code FAILED_PRECONDITION} if the port is taken
   */
  public static HillockServer start(ServerConfig config, Lab lab) {
    try {
      return Guice.createInjector(Stage.PRODUCTION, new ServerModule(config, lab))
          .getInstance(HillockServer.class);
    } catch (CreationException | ProvisionException e) {
      if (e.getCause() instanceof HillockException known) {
        throw known;
      }
      throw e;
    }
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
