package org.hillock.plugins.delays;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.reference.ReferenceBackend;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.Test;

/** How one synapse is spread over its window. */
class TapsTest {

  private static final float EXACT = 1e-5f;
  private static final DelayWindow FIVE = new DelayWindow(5);

  private static Tensor synapse(double value) {
    return filled(Tensors.zeros(1, 1, 1), value);
  }

  private static Tensor vector(double value) {
    return filled(Tensors.zeros(1), value);
  }

  private static Tensor filled(Tensor tensor, double value) {
    tensor.fill((float) value);
    return tensor;
  }

  private static Taps gaussian(Buffer sigma) {
    return new GaussianTaps(FIVE, new ReferenceBackend().open(1), sigma);
  }

  private static float[] taps(Taps spread, double weight, double position) {
    var taps = Tensors.zeros(5, 1, 1);
    spread.fill(synapse(weight), synapse(position), taps);
    return taps.toArray();
  }

  /** The derivative of each tap by the position. */
  private static float[] slopes(Taps spread, double weight, double position) {
    var slopes = new float[5];
    for (int k = 0; k < 5; k++) {
      var gradient = Tensors.zeros(5, 1, 1);
      gradient.set(k, 1);
      var slope = synapse(Double.NaN);
      spread.differentiate(
          synapse(weight), synapse(position), gradient, Optional.empty(), Optional.of(slope));
      slopes[k] = slope.get(0);
    }
    return slopes;
  }

  @Test
  void narrowKernelsAreThoseOfThePaper() {
    var spread = gaussian(() -> vector(.23));
    assertArrayEquals(
        new float[] {.000020f, .027287f, .669425f, .300792f, .002475f}, taps(spread, 1, .3), EXACT);
    assertArrayEquals(
        new float[] {-.000186f, -.139538f, -.745511f, .868188f, .017047f},
        slopes(spread, 1, .3),
        EXACT);
  }

  @Test
  void wideKernelsAreThoseOfThePaper() {
    var spread = gaussian(() -> vector(2));
    assertArrayEquals(
        new float[] {-.200884f, -.210870f, -.182308f, -.129811f, -.076127f},
        taps(spread, -.8, -1.25),
        EXACT);
    assertArrayEquals(
        new float[] {.061860f, .024013f, -.014619f, -.035602f, -.035652f},
        slopes(spread, -.8, -1.25),
        EXACT);
  }

  @Test
  void roundedSynapsesLieOnOneTap() {
    var spread = new WholeTaps(FIVE);
    assertArrayEquals(new float[] {0, 0, 0, -3, 0}, taps(spread, -3, .51));
    assertArrayEquals(new float[] {0, 0, 2, 0, 0}, taps(spread, 2, .5), "to even");
    assertArrayEquals(new float[] {0, 0, 0, 0, 2}, taps(spread, 2, 1.5), "to even");
    assertArrayEquals(new float[] {2, 0, 0, 0, 0}, taps(spread, 2, -2));
    assertArrayEquals(new float[5], slopes(spread, 2, -2));
  }

  @Test
  void aDelayBeyondTheWindowIsRefused() {
    var spread = new WholeTaps(FIVE);
    var refused = assertThrows(HillockException.class, () -> taps(spread, 1, -3));
    assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
    assertEquals(
        "a delay of 5.0 steps (position -3.0) lies beyond the window, which holds 0 to 4; positions"
            + " go from -2 to 2",
        refused.getMessage());
    assertThrows(HillockException.class, () -> taps(spread, 1, 2.6));
    assertThrows(HillockException.class, () -> taps(spread, 1, Double.NaN));
  }

  @Test
  void positionsAreDrawnAsInThePapersCode() {
    var positions = Tensors.zeros(6000);
    FIVE.draw(positions, RandomStream.of(1));
    // Uniform in [-3, 2), clamped: a fifth lies at -2, none reaches 2.
    var drawn = positions.toArray();
    long least = IntStream.range(0, drawn.length).filter(i -> drawn[i] == -2).count();
    assertEquals(1200, least, 120);
    Arrays.sort(drawn);
    assertTrue(drawn[0] == -2 && drawn[drawn.length - 1] > 1.99 && drawn[drawn.length - 1] <= 2);
    FIVE.drawWhole(positions, RandomStream.of(1));
    for (float position : positions.toArray()) {
      assertEquals(Math.rint(position), position);
    }
  }
}
