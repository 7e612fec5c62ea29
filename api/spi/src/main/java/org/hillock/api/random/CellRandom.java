package org.hillock.api.random;

/**
 * Random numbers for equations: one for each draw, time step and neuron, a pure function of these
 * and a seed. Cheap enough for every neuron in every step: a key for each draw and step, then a
 * 32-bit integer hash of the neuron's number (C. Wellons, "triple32", with the second half of the
 * key added after its first round). Backends compute it to the bit.
 */
public final class CellRandom {

  /** The first round's multiplier. */
  public static final int M0 = 0xed5ad4bb;

  /** The second round's multiplier. */
  public static final int M1 = 0xac4c1b51;

  /** The third round's multiplier. */
  public static final int M2 = 0x31848bab;

  private CellRandom() {}

  /**
   * What is common to all neurons: two numbers of 32 bits, the low one first.
   *
   * @param step of the sequence
   * @param draw which of a step's random numbers
   */
  public static long key(long seed, long step, int draw) {
    return mix(mix(seed + 0x9E3779B97F4A7C15L * (step + 1)) + draw);
  }

  /** A number in [0, 1), uniform, a multiple of 2⁻²⁴. */
  public static float uniform(long key, int neuron) {
    int x = neuron + (int) key;
    x = (x ^ (x >>> 17)) * M0;
    x = (x ^ (x >>> 11)) + (int) (key >>> 32);
    x *= M1;
    x = (x ^ (x >>> 15)) * M2;
    return ((x ^ (x >>> 14)) >>> 8) * 0x1.0p-24f;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
