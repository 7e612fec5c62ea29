package org.hillock.server;

import com.google.inject.AbstractModule;
import org.hillock.lab.Lab;
import org.hillock.server.service.Limits;
import org.hillock.server.service.ServiceModule;

/** What the services of a server are made of. */
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
    bind(Lab.class).toInstance(lab);
    bind(Limits.class).toInstance(new Limits(config.maxUploadBytes()));
    install(new ServiceModule());
  }
}
