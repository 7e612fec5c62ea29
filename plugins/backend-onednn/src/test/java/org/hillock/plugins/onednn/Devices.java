package org.hillock.plugins.onednn;

import java.util.Optional;
import org.hillock.api.backend.Device;
import org.hillock.plugins.cpu.CpuBackend;

/** Devices for tests, of the library on the class path. */
final class Devices {

  private static final String LIBRARY = Carrier.find().orElseThrow().library().toString();

  private Devices() {}

  /** Everything that oneDNN can compute is oneDNN's. */
  static Device dense(int threads) {
    return open(threads, 0);
  }

  static Device open(int threads, double sparse) {
    return new OneDnnBackend(Optional.of(LIBRARY), true, sparse, new CpuBackend()).open(threads);
  }
}
