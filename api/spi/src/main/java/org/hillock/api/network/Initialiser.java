package org.hillock.api.network;

import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;
import org.osgi.annotation.versioning.ConsumerType;

/** Fills a parameter before training. */
@ConsumerType
@FunctionalInterface
public interface Initialiser {

  /** Writes every element of {@code values}; draws only from {@code random}. */
  void fill(Tensor values, RandomStream random);

  /** Every element the same. */
  static Initialiser constant(double value) {
    return (values, random) -> values.fill((float) value);
  }

  /** Uniform in [-bound, bound). */
  static Initialiser uniform(double bound) {
    return (values, random) -> {
      for (long i = 0, n = values.size(); i < n; i++) {
        values.set(i, (float) random.uniform(i, -bound, bound));
      }
    };
  }

  /** Normal with mean 0. */
  static Initialiser normal(double deviation) {
    return (values, random) -> {
      for (long i = 0, n = values.size(); i < n; i++) {
        values.set(i, (float) (deviation * random.gaussian(i)));
      }
    };
  }

  /** Uniform in ±√(6 / fanIn) (He et al. 2015, for rectified units). */
  static Initialiser kaimingUniform(int fanIn) {
    return uniform(Math.sqrt(6.0 / fanIn));
  }

  /** Identity for a square matrix, scaled; zero elsewhere. */
  static Initialiser scaledIdentity(double scale) {
    return (values, random) -> {
      values.fill(0);
      int columns = values.shape().dim(-1);
      for (int i = 0, n = Math.min(values.shape().dim(0), columns); i < n; i++) {
        values.set((long) i * columns + i, (float) scale);
      }
    };
  }
}
