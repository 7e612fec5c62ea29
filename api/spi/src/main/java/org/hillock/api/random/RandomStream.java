package org.hillock.api.random;

/**
 * An endless, addressable sequence of random numbers: the counter-based generator Philox4x32-10
 * (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"). Draw {@code i} costs the
 * same for every {@code i}. Immutable and safe for use by many threads.
 */
public final class RandomStream {

  private static final int M0 = 0xD2511F53;
  private static final int M1 = 0xCD9E8D57;
  private static final int W0 = 0x9E3779B9;
  private static final int W1 = 0xBB67AE85;
  private static final int ROUNDS = 10;

  private final long seed;
  private final long stream;

  private RandomStream(long seed, long stream) {
    this.seed = seed;
    this.stream = stream;
  }

  /** The root stream of a seed. */
  public static RandomStream of(long seed) {
    return new RandomStream(seed, 0);
  }

  /** An independent stream, named. The same name gives the same stream. */
  public RandomStream named(String name) {
    long h = 0xCBF29CE484222325L;
    for (int i = 0; i < name.length(); i++) {
      h = (h ^ name.charAt(i)) * 0x100000001B3L;
    }
    return new RandomStream(seed, mix(stream ^ mix(h)));
  }

  /** An independent stream, numbered: for epoch, batch or sample {@code number}. */
  public RandomStream numbered(long number) {
    return new RandomStream(seed, mix(stream + 0x9E3779B97F4A7C15L * (number + 1)));
  }

  /** 64 random bits. */
  public long bits(long index) {
    int c0 = (int) index;
    int c1 = (int) (index >>> 32);
    int c2 = (int) stream;
    int c3 = (int) (stream >>> 32);
    int k0 = (int) seed;
    int k1 = (int) (seed >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long p0 = (M0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
      long p1 = (M1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
      int n0 = (int) (p1 >>> 32) ^ c1 ^ k0;
      int n2 = (int) (p0 >>> 32) ^ c3 ^ k1;
      c1 = (int) p1;
      c3 = (int) p0;
      c0 = n0;
      c2 = n2;
      k0 += W0;
      k1 += W1;
    }
    return (c0 & 0xFFFFFFFFL) | ((long) c1 << 32);
  }

  /** A number in [0, 1), uniform, a multiple of 2⁻²⁴. */
  public float uniform(long index) {
    return (bits(index) >>> 40) * 0x1.0p-24f;
  }

  /** A number in [low, high), uniform. */
  public double uniform(long index, double low, double high) {
    return low + (high - low) * ((bits(index) >>> 11) * 0x1.0p-53);
  }

  /** A standard normal number (Box–Muller). */
  public double gaussian(long index) {
    long bits = bits(index);
    double radius = Math.sqrt(-2 * StrictMath.log(((bits >>> 32) + 1) * 0x1.0p-32));
    return radius * StrictMath.cos(2 * Math.PI * (bits & 0xFFFFFFFFL) * 0x1.0p-32);
  }

  /** An integer in [0, bound), uniform to one part in 2³². */
  public int below(long index, int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound must be at least 1, got " + bound);
    }
    return (int) (((bits(index) >>> 32) * bound) >>> 32);
  }

  /** The numbers 0 to {@code n - 1} in random order (Fisher–Yates). */
  public int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = below(i, i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
