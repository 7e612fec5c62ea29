package org.hillock.lab.record;

import jdk.incubator.vector.VectorShape;

/** What manifests say about the process that computes. */
public final class Jvm {

  private Jvm() {}

  /** Vendor, name and version of the Java virtual machine. */
  public static String name() {
    return "%s %s %s"
        .formatted(
            System.getProperty("java.vm.vendor"),
            System.getProperty("java.vm.name"),
            System.getProperty("java.vm.version"));
  }

  /** Operating system and processor architecture. */
  public static String machine() {
    return System.getProperty("os.name") + " " + System.getProperty("os.arch");
  }

  /**
   * Width of the vector registers in bits; 0 without the vector module, which workers always get.
   */
  public static int vectorBits() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() ? Vectors.bits() : 0;
  }

  /** Loaded only where the module is. */
  private static final class Vectors {
    static int bits() {
      return VectorShape.preferredShape().vectorBitSize();
    }
  }
}
