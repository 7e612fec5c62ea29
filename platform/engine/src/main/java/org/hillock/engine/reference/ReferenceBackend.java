package org.hillock.engine.reference;

import org.hillock.api.Component;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.HardwareBackend;

/** Scalar loops on one thread, whatever the number of threads allowed. */
@Component(
    id = "reference",
    doc =
        "Plain scalar Java on one thread: slow, available everywhere, and the definition of what"
            + " other backends compute.")
public record ReferenceBackend() implements HardwareBackend {

  @Override
  public Device open(int threads) {
    return new ReferenceDevice();
  }
}
