package org.hillock.api.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CellRandomTest {

  private static final int NEURONS = 4096;
  private static final int STEPS = 64;
  private static final double COUNT = (double) NEURONS * STEPS;

  private static double centred(long seed, int step, int draw, int neuron) {
    return CellRandom.uniform(CellRandom.key(seed, step, draw), neuron) - 0.5;
  }

  @Test
  void valuesArePartOfTheContract() {
    long key = CellRandom.key(1, 2, 3);
    assertEquals(-5071509833805423884L, key);
    assertEquals(0.4749483f, CellRandom.uniform(key, 0));
    assertEquals(0.52915496f, CellRandom.uniform(key, -1));
  }

  @Test
  void everyValueIsAsLikelyAsAnother() {
    var bins = new int[256];
    for (int t = 0; t < STEPS; t++) {
      for (int i = 0; i < NEURONS; i++) {
        bins[(int) ((centred(5, t, 0, i) + 0.5) * bins.length)]++;
      }
    }
    double expected = COUNT / bins.length;
    double chiSquare = 0;
    for (int bin : bins) {
      chiSquare += (bin - expected) * (bin - expected) / expected;
    }
    // Mean 255, deviation 22.6.
    assertTrue(chiSquare > 165 && chiSquare < 345, "chi-square " + chiSquare);
  }

  @Test
  void neighboursInEveryDirectionAreUncorrelated() {
    var sums = new double[4];
    for (int t = 0; t < STEPS; t++) {
      for (int i = 0; i < NEURONS; i++) {
        double u = centred(5, t, 0, i);
        sums[0] += u * centred(5, t, 0, i + 1);
        sums[1] += u * centred(5, t + 1, 0, i);
        sums[2] += u * centred(5, t, 1, i);
        sums[3] += u * centred(6, t, 0, i);
      }
    }
    for (double sum : sums) {
      assertEquals(0, 12 * sum / Math.sqrt(COUNT), 4, "deviations");
    }
  }
}
