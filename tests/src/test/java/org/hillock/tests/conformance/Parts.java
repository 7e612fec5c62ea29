package org.hillock.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Plugin;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.engine.component.Binder;
import org.hillock.engine.component.Catalogue;
import org.hillock.engine.component.ComponentReader;
import org.hillock.engine.component.ComponentType;
import org.hillock.engine.component.Kind;
import org.hillock.engine.component.Yaml;
import org.hillock.plugins.cpu.CpuPlugin;
import org.hillock.plugins.delays.DelaysPlugin;
import org.hillock.plugins.layers.LayersPlugin;
import org.hillock.plugins.neurons.NeuronsPlugin;
import org.hillock.plugins.onednn.OneDnnPlugin;
import org.hillock.plugins.trainers.TrainersPlugin;

/** The components that conform. */
final class Parts {

  private static final Catalogue CATALOGUE =
      Catalogue.of(
          ComponentReader.read(
                  Stream.<Plugin>of(
                          new CpuPlugin(),
                          new OneDnnPlugin(),
                          new LayersPlugin(),
                          new NeuronsPlugin(),
                          new TrainersPlugin(),
                          new DelaysPlugin())
                      .flatMap(plugin -> plugin.components().types().stream())
                      .toList())
              .components());

  private Parts() {}

  static List<ComponentType> of(Kind kind) {
    return CATALOGUE.all().stream().filter(type -> type.kind() == kind).toList();
  }

  /** A component as a spec writes it. */
  static <T> T make(Class<T> spi, String yaml) {
    var binder = new Binder(CATALOGUE);
    return binder
        .bind(spi, Yaml.read(yaml), "part")
        .orElseThrow(() -> new AssertionError(yaml + ": " + binder.problems()));
  }

  /** The backends there are; the reference, against which they are checked, is none of them. */
  static List<String> backends() {
    return of(Kind.BACKEND).stream().map(ComponentType::id).toList();
  }

  /**
   * Devices of those backends that are there on this machine, by backend; one that is there and
   * cannot be opened is a failure.
   */
  static Map<String, Device> devices(int threads, List<String> backends) {
    var devices = new LinkedHashMap<String, Device>();
    for (var id : backends) {
      try {
        devices.put(id, make(HardwareBackend.class, id).open(threads));
      } catch (HillockException e) {
        assertEquals(
            ErrorCode.FAILED_PRECONDITION,
            e.code(),
            () -> "%s is there and cannot be opened: %s".formatted(id, e.getMessage()));
      }
    }
    return devices;
  }
}
