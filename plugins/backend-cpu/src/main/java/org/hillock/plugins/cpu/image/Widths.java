package org.hillock.plugins.cpu.image;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Kernels for any number of vectors, made before threads ask for them.
 *
 * @param <G> the kernels
 */
final class Widths<G> {

  /**
   * What a kernel sums.
   *
   * @param vectors of a row
   * @param binary whether all values are 1
   * @param anew whether chains begin from zero, not from the chains so far
   */
  record Kind(int vectors, boolean binary, boolean anew) {

    /** Small, so that maps look it up without allocating. */
    private int number() {
      return 4 * vectors + (binary ? 2 : 0) + (anew ? 1 : 0);
    }
  }

  private final Function<Kind, G> make;
  private final Map<Integer, G> known = new HashMap<>();

  /** Kernels made by a function. */
  Widths(Function<Kind, G> make) {
    this.make = make;
  }

  /** Makes the kernels of so many vectors; on one thread, while no other asks for any. */
  void prepare(int vectors) {
    for (boolean binary : new boolean[] {false, true}) {
      for (boolean anew : new boolean[] {false, true}) {
        var kind = new Kind(vectors, binary, anew);
        known.computeIfAbsent(kind.number(), number -> make.apply(kind));
      }
    }
  }

  /** A kernel that was prepared. */
  G of(int vectors, boolean binary, boolean anew) {
    return known.get(new Kind(vectors, binary, anew).number());
  }
}
