package org.hillock.testkit;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.engine.component.Kind;
import org.hillock.engine.reference.ReferenceBackend;

/**
 * What checks use beside the component.
 *
 * @param backends those that can run here, by name; the reference backend is always one
 * @param folder for files
 */
record Rig(Map<String, HardwareBackend> backends, Scratch folder) {

  static final String REFERENCE = "reference";

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
    for (var type : kit.catalogue().of(Kind.BACKEND)) {
      var backend = kit.bind(HardwareBackend.class, type.id());
      try (var _ = backend.open(1)) {
        all.put(type.id(), backend);
      } catch (HillockException e) {
        if (e.code() != ErrorCode.FAILED_PRECONDITION) {
          throw e;
        }
      }
    }
    return new Rig(all, kit.folder());
  }

  /** A directory for files. */
  Path directory(String name) {
    return folder.directory(name);
  }

  HardwareBackend reference() {
    return backends.get(REFERENCE);
  }
}
