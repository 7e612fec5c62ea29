package org.hillock.testkit;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.engine.reference.ReferenceBackend;

/**
 * What checks use beside the component.
 *
 * @param backends those that can run here, by name; the reference backend is always one
 * @param folder for files
 */
record Rig(Map<String, HardwareBackend> backends, Scratch folder) {

  static final String REFERENCE = "reference";
  private static final String DEFAULT = "cpu";

  Rig {
    backends = Map.copyOf(backends);
  }

  /** With the reference backend alone. */
  static Rig of(Scratch folder) {
    return new Rig(Map.of(REFERENCE, new ReferenceBackend()), folder);
  }

  /** With those of a kit's backends that can run here. */
  static Rig of(PluginTestKit kit) {
    var all = new TreeMap<String, HardwareBackend>();
    kit.backends().forEach(id -> all.put(id, kit.bind(HardwareBackend.class, id)));
    return new Rig(all, kit.folder());
  }

  /**
   * Where a component is tried with several threads: the platform's own backend, whose bits never
   * depend on their number, if it is there; else the reference.
   */
  Map<String, HardwareBackend> threaded() {
    var name = backends.containsKey(DEFAULT) ? DEFAULT : REFERENCE;
    return Map.of(name, backends.get(name));
  }

  /** A directory for files. */
  Path directory(String name) {
    return folder.directory(name);
  }

  HardwareBackend reference() {
    return backends.get(REFERENCE);
  }
}
