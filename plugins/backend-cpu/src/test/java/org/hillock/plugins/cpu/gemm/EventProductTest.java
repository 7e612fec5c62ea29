package org.hillock.plugins.cpu.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.hillock.plugins.cpu.parallel.Team;
import org.junit.jupiter.api.Test;

class EventProductTest {

  private static final double[] DENSITIES = {0, 0.02, 0.3, 1};

  /** What the elements that are not zero are. */
  private enum Values {
    ONES,
    QUARTERS,
    /** So small that products underflow, of both signs. */
    TINY;

    float draw(Random random) {
      return switch (this) {
        case ONES -> 1;
        case QUARTERS -> random.nextInt(1, 9) / 4f;
        case TINY -> (random.nextFloat() - 0.5f) * 1e-30f;
      };
    }
  }

  private record Operands(MemorySegment a, MemorySegment b, MemorySegment c) {

    static Operands of(int m, int n, int k, double density, Values values) {
      var random = new Random(m + 31L * n + 57L * k);
      var a = fill(m * k, random, density, values);
      return new Operands(a, fill(k * n, random, 1, values), fill(m * n, random, 0.5, values));
    }

    private static MemorySegment fill(int size, Random random, double density, Values values) {
      var s = Arena.ofAuto().allocate(4L * size, 64);
      for (int i = 0; i < size; i++) {
        float zero = random.nextBoolean() ? 0f : -0f;
        float value = random.nextDouble() < density ? values.draw(random) : zero;
        s.setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
      }
      return s;
    }
  }

  /** The ways on one team. */
  private record Ways(Team team, Gemm dense, EventForward forward, EventGradient gradient)
      implements AutoCloseable {

    static Ways of(int threads) {
      var team = new Team(threads);
      var sums = new Sums();
      return new Ways(
          team, new Gemm(team), new EventForward(team, sums), new EventGradient(team, sums));
    }

    @Override
    public void close() {
      team.close();
    }
  }

  private static void compare(Ways ways, int m, int n, int k, double density, Values values) {
    var x = Operands.of(m, n, k, density, values);
    var expected = Arena.ofAuto().allocate(4L * m * n, 64);
    var actual = Arena.ofAuto().allocate(4L * m * n, 64);
    for (int variant = 0; variant < 8; variant++) {
      boolean transposeA = (variant & 1) != 0;
      boolean transposeB = (variant & 2) != 0;
      boolean accumulate = (variant & 4) != 0;
      var a = new Matrix(x.a, 0, transposeA ? m : k, transposeA);
      var b = new Matrix(x.b, 0, transposeB ? k : n, transposeB);
      expected.copyFrom(x.c);
      actual.copyFrom(x.c);
      ways.dense.run(m, n, k, a, b, new Matrix(expected, 0, n, false), accumulate);
      var to = new Matrix(actual, 0, n, false);
      if (transposeA) {
        ways.gradient.run(m, n, k, a, b, to, accumulate);
      } else {
        ways.forward.run(m, n, k, density, a, b, to, accumulate);
      }
      assertEquals(
          -1,
          expected.mismatch(actual),
          "%d×%d×%d, density %s, %s, variant %d".formatted(m, n, k, density, values, variant));
    }
  }

  @Test
  void hasTheBitsOfTheDenseProductAtAwkwardSizes() {
    int[] sizes = {1, 17, 255};
    try (var ways = Ways.of(2)) {
      for (int m : sizes) {
        for (int n : sizes) {
          for (int k : sizes) {
            double density = DENSITIES[(m + n + k) / 2 % DENSITIES.length];
            compare(ways, m, n, k, density, Values.QUARTERS);
          }
        }
      }
    }
  }

  @Test
  void hasTheBitsOfTheDenseProductAcrossBlocks() {
    try (var ways = Ways.of(2)) {
      compare(ways, 4097, 3, 385, 0.1, Values.ONES);
      compare(ways, 3, 4097, 400, 0.1, Values.ONES);
      compare(ways, 57, 1100, 1700, 0.1, Values.QUARTERS);
      compare(ways, 33, 17, 4097, 0.1, Values.QUARTERS);
      compare(ways, 1030, 20, 800, 0.1, Values.ONES);
      compare(ways, 70, 60, 800, 0.3, Values.TINY);
      for (double density : DENSITIES) {
        compare(ways, 40, 150, 420, density, Values.ONES);
        compare(ways, 40, 150, 420, density, Values.QUARTERS);
      }
    }
  }

  @Test
  void hasTheSameBitsWithAnyNumberOfThreads() {
    try (var one = Ways.of(1);
        var three = Ways.of(3)) {
      compare(one, 100, 300, 800, 0.1, Values.QUARTERS);
      compare(three, 100, 300, 800, 0.1, Values.QUARTERS);
    }
  }
}
