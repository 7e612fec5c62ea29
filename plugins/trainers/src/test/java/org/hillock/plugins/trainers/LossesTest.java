package org.hillock.plugins.trainers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.stream.Stream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossesTest {

  private static final int[] LABELS = {2, 0, 3};

  private static Tensor tensor(int... dims) {
    var shape = Shape.of(dims);
    return Tensor.of(Arena.ofAuto().allocate(shape.size() * 4, 4), shape);
  }

  private static Tensor random(int... dims) {
    var tensor = tensor(dims);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, (float) RandomStream.of(5).gaussian(i));
    }
    return tensor;
  }

  static Stream<Loss> smoothLosses() {
    return Stream.of(
        new CrossEntropyMembrane(Over.SUM),
        new CrossEntropyMembrane(Over.MEAN),
        new CrossEntropySoftmax(Over.SUM),
        new CrossEntropySoftmax(Over.MEAN),
        new MeanSquaredError(.9, .1));
  }

  @ParameterizedTest
  @MethodSource("smoothLosses")
  void gradientIsThatOfCentralDifferences(Loss loss) {
    var output = random(5, 3, 4);
    var gradient = tensor(5, 3, 4);
    loss.evaluate(output, LABELS, gradient);
    var unused = tensor(5, 3, 4);
    for (int i = 0; i < output.size(); i++) {
      float x = output.get(i);
      float up = x + 1e-2f;
      float down = x - 1e-2f;
      output.set(i, up);
      double above = loss.evaluate(output, LABELS, unused);
      output.set(i, down);
      double below = loss.evaluate(output, LABELS, unused);
      output.set(i, x);
      double expected = (above - below) / ((double) up - down);
      assertEquals(expected, gradient.get(i), 1e-5 + 1e-3 * Math.abs(expected), "element " + i);
    }
  }

  @Test
  void countIsTheSumOfSpikesAndDiffersLikeIt() {
    var spikes = random(5, 3, 4);
    for (int i = 0; i < spikes.size(); i++) {
      spikes.set(i, spikes.get(i) > 0 ? 1 : 0);
    }
    var byCount = tensor(5, 3, 4);
    var bySum = tensor(5, 3, 4);
    assertEquals(
        new CrossEntropyMembrane(Over.SUM).evaluate(spikes, LABELS, bySum),
        new CrossEntropyCount(Over.SUM).evaluate(spikes, LABELS, byCount));
    assertArrayEquals(bySum.toArray(), byCount.toArray());
  }

  @Test
  void countRefusesWhatIsNoSpike() {
    var refused =
        assertThrows(
            HillockException.class,
            () ->
                new CrossEntropyCount(Over.SUM).evaluate(random(5, 3, 4), LABELS, tensor(5, 3, 4)));
    assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
    assertTrue(refused.getMessage().contains("cross-entropy-membrane"), refused.getMessage());
  }

  @Test
  void membraneLossIsThatOfTheSummedOutput() {
    var output = tensor(2, 1, 2);
    output.copyFrom(new float[] {1, 0, 2, 0});
    double loss =
        new CrossEntropyMembrane(Over.SUM).evaluate(output, new int[] {1}, tensor(2, 1, 2));
    assertEquals(Math.log(1 + Math.exp(3)), loss, 1e-12);
  }

  @Test
  void softmaxReadoutAddsSharesOfEveryStep() {
    var output = tensor(2, 1, 2);
    output.copyFrom(new float[] {100, 0, 0, 0});
    var scores = tensor(1, 2);
    new CrossEntropySoftmax(Over.SUM).scores(output, scores);
    assertArrayEquals(new float[] {1.5f, .5f}, scores.toArray());
    new CrossEntropySoftmax(Over.MEAN).scores(output, scores);
    assertArrayEquals(new float[] {.75f, .25f}, scores.toArray());
  }

  @Test
  void largePotentialsDoNotOverflow() {
    var output = tensor(1, 1, 3);
    output.copyFrom(new float[] {1e30f, -1e30f, 0});
    var gradient = tensor(1, 1, 3);
    smoothLosses()
        .limit(4)
        .forEach(
            loss -> {
              assertEquals(
                  loss instanceof CrossEntropySoftmax ? Math.log(1 + 2 / Math.E) : 0,
                  loss.evaluate(output, new int[] {0}, gradient),
                  1e-12);
              for (float g : gradient.toArray()) {
                assertTrue(Float.isFinite(g));
              }
            });
  }

  @Test
  void meanSquaredErrorComparesRatesWithTargets() {
    var output = tensor(2, 1, 2);
    output.copyFrom(new float[] {1, 1, 0, 1});
    double loss = new MeanSquaredError(1, 0).evaluate(output, new int[] {1}, tensor(2, 1, 2));
    assertEquals((.25 + 0) / 2, loss, 1e-12);
  }

  @ParameterizedTest
  @MethodSource("smoothLosses")
  void aClassWithoutOutputIsRefused(Loss loss) {
    var refused =
        assertThrows(
            HillockException.class,
            () -> loss.evaluate(random(2, 1, 4), new int[] {4}, tensor(2, 1, 4)));
    assertEquals(ErrorCode.SHAPE_MISMATCH, refused.code());
  }
}
