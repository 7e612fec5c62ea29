package org.hillock.server.service;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import io.grpc.BindableService;

/** All services of {@code hillock.v1}, as a set. Needs a lab. */
public final class ServiceModule extends AbstractModule {

  @Override
  protected void configure() {
    var services = Multibinder.newSetBinder(binder(), BindableService.class);
    services.addBinding().to(Plugins.class).in(Singleton.class);
    services.addBinding().to(Components.class).in(Singleton.class);
    services.addBinding().to(Experiments.class).in(Singleton.class);
    services.addBinding().to(Runs.class).in(Singleton.class);
    services.addBinding().to(Results.class).in(Singleton.class);
    services.addBinding().to(Inference.class).in(Singleton.class);
    services.addBinding().to(About.class).in(Singleton.class);
    bind(OpenStreams.class);
  }
}
