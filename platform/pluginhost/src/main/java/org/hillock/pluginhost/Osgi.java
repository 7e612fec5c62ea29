package org.hillock.pluginhost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedded OSGi framework. */
final class Osgi implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Osgi.class);
  private static final long REFRESH_SECONDS = 30;
  private static final long STOP_MILLIS = 10_000;

  private final Framework framework;
  private final AtomicLong installs = new AtomicLong();

  private Osgi(Framework framework) {
    this.framework = framework;
  }

  /** Starts a framework whose storage is wiped first. */
  static Osgi start(Path storage) {
    var settings =
        Map.of(
            Constants.FRAMEWORK_STORAGE,
            storage.toString(),
            Constants.FRAMEWORK_STORAGE_CLEAN,
            Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
            Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
            SpiPackages.exports(),
            Constants.FRAMEWORK_BSNVERSION,
            Constants.FRAMEWORK_BSNVERSION_MULTIPLE,
            // Without handlers of its own the framework leaves the JVM's URL machinery alone.
            "felix.service.urlhandlers",
            "false",
            // It would log to standard output, which belongs to the worker protocol.
            "felix.log.level",
            "0");
    var factory =
        ServiceLoader.load(FrameworkFactory.class, Osgi.class.getClassLoader())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no OSGi framework on the class path"));
    var framework = factory.newFramework(settings);
    try {
      framework.init();
      framework.getBundleContext().addFrameworkListener(Osgi::report);
      framework.start();
    } catch (BundleException e) {
      throw new HillockException(
          ErrorCode.INTERNAL, "the plugin framework does not start at " + storage, e);
    }
    return new Osgi(framework);
  }

  private static void report(FrameworkEvent event) {
    if (event.getType() == FrameworkEvent.ERROR) {
      LOG.warn("plugin framework: {}", String.valueOf(event.getThrowable()));
    }
  }

  /** Adds a bundle, not yet resolved. */
  Bundle install(Path jar) throws BundleException, IOException {
    try (var bytes = Files.newInputStream(jar)) {
      var location = "plugin:" + installs.incrementAndGet();
      return framework.getBundleContext().installBundle(location, bytes);
    }
  }

  /** What the platform offers to bundles. */
  List<BundleCapability> offered() {
    return framework.adapt(BundleRevision.class).getDeclaredCapabilities(null);
  }

  /** Removes a bundle and lets go of its class loader. */
  void remove(Bundle bundle) throws BundleException, InterruptedException {
    bundle.uninstall();
    var done = new CountDownLatch(1);
    framework
        .adapt(FrameworkWiring.class)
        .refreshBundles(
            List.of(bundle),
            event -> {
              if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                done.countDown();
              }
            });
    if (!done.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
      throw new BundleException("refresh took more than " + REFRESH_SECONDS + " s");
    }
  }

  @Override
  public void close() {
    try {
      framework.stop();
      framework.waitForStop(STOP_MILLIS);
    } catch (BundleException e) {
      LOG.warn("the plugin framework does not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
