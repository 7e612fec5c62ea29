package org.hillock.plugins.metrics;

/** Energies of 32-bit operations in 45 nm CMOS, in joules (Horowitz 2014). */
final class Horowitz {

  static final double MAC = 4.6e-12;
  static final double AC = 0.9e-12;
  static final String CITATION =
      "Horowitz, M. (2014). Computing's energy problem (and what we can do about it). ISSCC 2014.";

  private static final double[] BYTES = {8 << 10, 32 << 10, 1 << 20};
  private static final double[] ACCESS = {10e-12, 20e-12, 100e-12};

  private Horowitz() {}

  /**
   * Reading or writing a number in a memory of some size: along straight lines through Horowitz's 8
   * KiB, 32 KiB and 1 MiB, the last one on beyond; smaller memories cost as 8 KiB.
   */
  static double access(double bytes) {
    if (bytes <= BYTES[0]) {
      return ACCESS[0];
    }
    int i = bytes <= BYTES[1] ? 0 : 1;
    double share = (bytes - BYTES[i]) / (BYTES[i + 1] - BYTES[i]);
    return ACCESS[i] + share * (ACCESS[i + 1] - ACCESS[i]);
  }
}
