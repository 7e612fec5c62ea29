package org.hillock.plugins.cpu;

import org.hillock.api.Component;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.HardwareBackend;

/** The cores of this machine, through the Vector API. */
@Component(
    id = "cpu",
    doc =
        "The processor's cores and vector units in pure Java: needs a JVM started with"
            + " --add-modules=jdk.incubator.vector.")
public record CpuBackend() implements HardwareBackend {

  @Override
  public Device open(int threads) {
    if (threads < 1) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT, "backend cpu: threads must be at least 1, got " + threads);
    }
    requireVectors();
    return new CpuDevice(threads);
  }

  private static void requireVectors() {
    try {
      Class.forName("jdk.incubator.vector.FloatVector", false, CpuBackend.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new HillockException(
          ErrorCode.FAILED_PRECONDITION,
          "backend cpu needs the module jdk.incubator.vector, which this JVM was started without;"
              + " start it with --add-modules=jdk.incubator.vector",
          e);
    }
  }
}
