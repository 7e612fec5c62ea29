package org.hillock.bench;

import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * Numbers that look random and are the same everywhere: a mixing of 32-bit integers that the
 * scripts under {@code tests/benchmarks/peers} repeat, so that peers work on the same values.
 */
final class Hash {

  private static final int CHUNK = 1 << 16;

  private Hash() {}

  /** A number in [0, 1), a multiple of 2⁻²⁴. */
  static float uniform(int index, int seed) {
    int h = index * 0x9E3779B1 + seed * 0x85EBCA77;
    h = (h ^ (h >>> 15)) * 0x85EBCA77;
    h = (h ^ (h >>> 13)) * 0xC2B2AE3D;
    return ((h ^ (h >>> 16)) >>> 8) * 0x1.0p-24f;
  }

  /** Fills with numbers in [low, high). */
  static Tensor uniform(Tensor tensor, int seed, double low, double high) {
    float span = (float) (high - low);
    float from = (float) low;
    return fill(tensor, i -> from + span * uniform(i, seed));
  }

  /** Fills with ones of this density among zeros. */
  static Tensor spikes(Tensor tensor, int seed, double density) {
    float below = (float) density;
    return fill(tensor, i -> uniform(i, seed) < below ? 1 : 0);
  }

  private interface Value {
    float at(int index);
  }

  private static Tensor fill(Tensor tensor, Value value) {
    int size = Math.toIntExact(tensor.size());
    var flat = tensor.reshape(Shape.of(size));
    for (int from = 0; from < size; from += CHUNK) {
      var chunk = new float[Math.min(CHUNK, size - from)];
      for (int i = 0; i < chunk.length; i++) {
        chunk[i] = value.at(from + i);
      }
      flat.slice(from, chunk.length).copyFrom(chunk);
    }
    return tensor;
  }
}
