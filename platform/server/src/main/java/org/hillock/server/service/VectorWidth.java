package org.hillock.server.service;

/** How wide the machine's vector registers are. */
final class VectorWidth {

  private static final String MODULE = "jdk.incubator.vector";

  private VectorWidth() {}

  /**
   * In bits; 0 without the vector module. Asked by reflection, because the module is there only if
   * the JVM was told to load it.
   */
  static int bits() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return 0;
    }
    try {
      var preferred =
          Class.forName(MODULE + ".FloatVector").getField("SPECIES_PREFERRED").get(null);
      var width = Class.forName(MODULE + ".VectorSpecies").getMethod("vectorBitSize");
      return (int) width.invoke(preferred);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the vector module is not what it was in JDK 25", e);
    }
  }
}
