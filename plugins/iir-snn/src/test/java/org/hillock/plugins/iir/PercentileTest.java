package org.hillock.plugins.iir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The percentile of pieces without sorting is that of the sorted values. */
class PercentileTest {

  private static Optional<Tensor> slice(Tensor values, int from, int to) {
    return to > from ? Optional.of(values.slice(from, to - from)) : Optional.empty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100, 4097})
  void isTheValueAtItsSortedPlace(int n) {
    try (var arena = Arena.ofConfined()) {
      var values = Tensor.of(arena.allocate(4L * n, 4), Shape.of(n));
      for (int i = 0; i < n; i++) {
        double drawn = RandomStream.of(n).gaussian(i);
        values.set(i, i % 5 == 0 ? -0f : (float) (i % 7 == 0 ? 1e-30 * drawn : drawn));
      }
      var sorted = values.toArray();
      Arrays.sort(sorted);
      for (double q : new double[] {0, 12.5, 50, 90, 99.7, 100}) {
        float expected = sorted[(int) Math.rint(q / 100 * (n - 1))];
        int first = n / 3;
        var pieces =
            Stream.of(slice(values, 0, first), slice(values, first, n))
                .flatMap(Optional::stream)
                .toList();
        var percentile = new Percentile(q);
        pieces.forEach(percentile::count);
        pieces.forEach(percentile::countAgain);
        assertEquals(expected, percentile.value(), "q = " + q);
      }
    }
  }
}
