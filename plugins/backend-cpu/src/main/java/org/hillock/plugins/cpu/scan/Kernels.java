package org.hillock.plugins.cpu.scan;

import java.util.HashMap;
import java.util.Map;

/**
 * The kernels of a device. Bodies of one form share a kernel: the layers of a network mostly have
 * the same equations, the compartments of a neuron too, and HotSpot then compiles them once.
 */
final class Kernels {

  private final Map<String, KernelClass> written = new HashMap<>();
  private final Map<KernelClass, Kernel> defined = new HashMap<>();

  /** The class file for a body, with so many time steps in one turn of the loop. */
  KernelClass write(Body body, int steps) {
    return written.computeIfAbsent(steps + " " + body.form(), form -> KernelClass.of(body, steps));
  }

  /** A kernel at work on the slots of a body of its form. */
  Wired wire(Body body, int steps) {
    var kernel = defined.computeIfAbsent(write(body, steps), Kernel::new);
    return new Wired(kernel, body.slots().stream().mapToInt(Slot::index).toArray());
  }
}
