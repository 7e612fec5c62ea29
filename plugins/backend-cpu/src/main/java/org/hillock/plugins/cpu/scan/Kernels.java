package org.hillock.plugins.cpu.scan;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The kernels of a device. Equal class files share one: the layers of a network mostly have the
 * same equations, and HotSpot then compiles them once.
 */
final class Kernels {

  private final Map<ByteBuffer, Kernel> byBytes = new HashMap<>();

  Kernel of(KernelClass kernel) {
    return byBytes.computeIfAbsent(
        ByteBuffer.wrap(kernel.bytes()), key -> new Kernel(kernel.define()));
  }
}
