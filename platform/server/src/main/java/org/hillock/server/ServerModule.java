package org.hillock.server;

import com.google.inject.AbstractModule;
import org.hillock.lab.Lab;
import org.hillock.server.service.ServiceModule;

/** What the services of a server are made of. */
final class ServerModule extends AbstractModule {

  private final Lab lab;

  ServerModule(Lab lab) {
    this.lab = lab;
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    bind(Lab.class).toInstance(lab);
    install(new ServiceModule());
  }
}
