package org.hillock.api.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

  private static final int DRAWS = 100_000;

  @Test
  void drawsThePublishedKnownAnswerOfPhilox4x32Ten() {
    assertEquals(0xE169C58D6627E8D5L, RandomStream.of(0).bits(0));
  }

  @Test
  void namedAndNumberedStreamsDifferAndRepeat() {
    var root = RandomStream.of(7);
    assertEquals(root.named("dropout").bits(3), root.named("dropout").bits(3));
    assertNotEquals(root.named("dropout").bits(3), root.named("weight").bits(3));
    assertNotEquals(root.numbered(0).bits(3), root.numbered(1).bits(3));
    assertNotEquals(root.bits(3), root.numbered(0).bits(3));
    assertNotEquals(root.bits(3), RandomStream.of(8).bits(3));
  }

  @Test
  void uniformNumbersFillTheUnitIntervalEvenly() {
    var stream = RandomStream.of(1).named("uniform");
    int[] counts = new int[10];
    LongStream.range(0, DRAWS).forEach(i -> counts[(int) (stream.uniform(i) * 10)]++);
    // Five standard deviations of a bin's count.
    Arrays.stream(counts).forEach(c -> assertEquals(DRAWS / 10.0, c, 5 * Math.sqrt(DRAWS * 0.09)));
  }

  @Test
  void gaussianNumbersHaveMeanZeroAndVarianceOne() {
    var stream = RandomStream.of(2).named("gaussian");
    var draws = LongStream.range(0, DRAWS).mapToDouble(stream::gaussian).toArray();
    double mean = Arrays.stream(draws).average().orElseThrow();
    double variance =
        Arrays.stream(draws).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    assertEquals(0, mean, 5 / Math.sqrt(DRAWS));
    assertEquals(1, variance, 5 * Math.sqrt(2.0 / DRAWS));
  }

  @Test
  void permutationsHoldEveryNumberOnceAndAreNotTheIdentity() {
    int[] order = RandomStream.of(3).permutation(1000);
    int[] identity = IntStream.range(0, 1000).toArray();
    assertNotEquals(Arrays.toString(identity), Arrays.toString(order));
    int[] sorted = order.clone();
    Arrays.sort(sorted);
    assertArrayEquals(identity, sorted);
  }

  @Test
  void refusesAnEmptyRange() {
    assertThrows(IllegalArgumentException.class, () -> RandomStream.of(0).below(0, 0));
  }
}
