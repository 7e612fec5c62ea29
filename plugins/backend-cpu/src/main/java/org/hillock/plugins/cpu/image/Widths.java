package org.hillock.plugins.cpu.image;

import java.util.HashMap;
import java.util.Map;

/**
 * Gathers of any number of vectors, made before threads ask for them.
 *
 * @param <G> their kind
 */
final class Widths<G> {

  /** Makes a gather. */
  @FunctionalInterface
  interface Maker<G> {
    /** Of so many vectors in a row, of ones or of values. */
    G make(int vectors, boolean binary);
  }

  private final Maker<G> maker;

  /** By the number of vectors, negative for values: a key that maps look up without allocating. */
  private final Map<Integer, G> known = new HashMap<>();

  Widths(Maker<G> maker) {
    this.maker = maker;
  }

  /** Makes those of so many vectors; while no other thread asks for any. */
  void prepare(int vectors) {
    known.computeIfAbsent(vectors, v -> maker.make(v, true));
    known.computeIfAbsent(-vectors, v -> maker.make(-v, false));
  }

  /** One that was prepared. */
  G of(int vectors, boolean binary) {
    return known.get(binary ? vectors : -vectors);
  }
}
