package org.hillock.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.grpc.ServerInterceptor;
import io.grpc.protobuf.services.HealthStatusManager;
import java.util.ArrayList;
import java.util.List;
import org.hillock.lab.Lab;
import org.hillock.server.call.AccessToken;
import org.hillock.server.call.ErrorInterceptor;
import org.hillock.server.call.TokenInterceptor;
import org.hillock.server.service.Limits;
import org.hillock.server.service.ServiceModule;

/** Puts a server together from its parts. */
final class ServerModule extends AbstractModule {

  private final ServerConfig config;
  private final Lab lab;

  ServerModule(ServerConfig config, Lab lab) {
    this.config = config;
    this.lab = lab;
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    bind(ServerConfig.class).toInstance(config);
    bind(Lab.class).toInstance(lab);
    bind(Limits.class).toInstance(new Limits(config.maxUploadBytes()));
    bind(HealthStatusManager.class).toInstance(new HealthStatusManager());
    bind(HillockServer.class).in(Singleton.class);
    install(new ServiceModule());
  }

  @Provides
  @Singleton
  List<ServerInterceptor> interceptors() {
    var interceptors = new ArrayList<ServerInterceptor>();
    interceptors.add(new ErrorInterceptor());
    config
        .tokenFile()
        .map(AccessToken::read)
        .map(TokenInterceptor::new)
        .ifPresent(interceptors::add);
    return List.copyOf(interceptors);
  }
}
