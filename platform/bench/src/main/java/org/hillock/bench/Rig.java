package org.hillock.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.api.network.Layer;
import org.hillock.bench.rival.OpenBlas;
import org.hillock.engine.component.Binder;
import org.hillock.engine.component.Catalogue;
import org.hillock.engine.component.Kind;
import org.hillock.engine.component.Problem;
import org.hillock.engine.component.Yaml;

/** What rows measure with: components, devices kept open, rivals, and a clock. */
final class Rig implements AutoCloseable {

  /**
   * The device of a native library.
   *
   * @param description what it is, or why there is none
   */
  record NativeDevice(Optional<Device> device, String description) {}

  private static final String BACKEND = "cpu";
  private static final String NATIVE_BACKEND = "onednn";

  private final Catalogue catalogue;
  private final int threads;
  private final Stopwatch stopwatch;
  private final Map<String, Device> devices = new HashMap<>();
  private final Map<Integer, NativeDevice> nativeDevices = new HashMap<>();
  private Optional<OpenBlas> openBlas = Optional.empty();

  Rig(Catalogue catalogue, int threads, double seconds) {
    this.catalogue = catalogue;
    this.threads = threads;
    this.stopwatch = new Stopwatch(seconds);
  }

  /** The most threads a row uses. */
  int threads() {
    return threads;
  }

  /** One thread, and all of them if that is more. */
  List<Integer> threadCounts() {
    return IntStream.of(1, threads).distinct().boxed().toList();
  }

  List<Timing> race(Task... tasks) {
    return stopwatch.race(tasks);
  }

  Device device(int count) {
    return open(BACKEND, count);
  }

  /** oneDNN, where its plugin is installed and finds the library; looked for once. */
  NativeDevice nativeDevice(int count) {
    return nativeDevices.computeIfAbsent(count, this::openNative);
  }

  private NativeDevice openNative(int count) {
    if (catalogue.find(Kind.BACKEND, NATIVE_BACKEND).isEmpty()) {
      return new NativeDevice(Optional.empty(), "no plugin has a backend " + NATIVE_BACKEND);
    }
    try {
      return new NativeDevice(Optional.of(open(NATIVE_BACKEND, count)), "oneDNN, dense");
    } catch (HillockException e) {
      if (e.code() != ErrorCode.FAILED_PRECONDITION) {
        throw e;
      }
      return new NativeDevice(Optional.empty(), e.getMessage());
    }
  }

  private Device open(String backend, int count) {
    return devices.computeIfAbsent(
        backend + "/" + count, key -> component(HardwareBackend.class, backend).open(count));
  }

  /** The system's OpenBLAS, looked for once. */
  OpenBlas openBlas() {
    if (openBlas.isEmpty()) {
      openBlas = Optional.of(OpenBlas.find());
    }
    return openBlas.get();
  }

  /** A component in a spec's words. */
  <T> T component(Class<T> spi, String yaml) {
    var binder = new Binder(catalogue);
    return binder.bind(spi, Yaml.read(yaml), yaml).orElseThrow(() -> missing(binder));
  }

  /** A network in a spec's words. */
  List<Layer> layers(String yaml) {
    var binder = new Binder(catalogue);
    var layers = binder.bindAll(Layer.class, Yaml.read(yaml), "network");
    if (!binder.problems().isEmpty()) {
      throw missing(binder);
    }
    return layers;
  }

  private static HillockException missing(Binder binder) {
    return new HillockException(
        ErrorCode.FAILED_PRECONDITION,
        "the benchmark needs a plugin that is not installed:\n  "
            + binder.problems().stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n  ")));
  }

  @Override
  public void close() {
    devices.values().forEach(Device::close);
  }
}
