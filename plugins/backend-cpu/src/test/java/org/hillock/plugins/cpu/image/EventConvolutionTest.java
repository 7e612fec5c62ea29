package org.hillock.plugins.cpu.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Window;
import org.hillock.api.backend.Windows;
import org.hillock.plugins.cpu.gemm.Gemm;
import org.hillock.plugins.cpu.gemm.Matrix;
import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.plugins.cpu.parallel.Team;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Event-driven convolutions give the bits of dense ones, whatever the windows and the events. */
class EventConvolutionTest {

  private static Team team;
  private static Gathers gathers;
  private static Gemm gemm;
  private static EventConvolution patches;
  private static EventWeightGradient gradient;

  @BeforeAll
  static void open() {
    team = new Team(2);
    gemm = new Gemm(team);
    gathers = new Gathers();
    patches = new EventConvolution(team, gathers);
    gradient = new EventWeightGradient(team);
  }

  @AfterAll
  static void close() {
    team.close();
  }

  private record Case(Convolution convolution, int images, double density, boolean fractional) {}

  static Stream<Case> cases() {
    var same = new Window(3, 1, 1, 1);
    var one = new Window(1, 1, 0, 1);
    var strided = new Window(3, 2, 1, 1);
    var wide = new Window(5, 2, 2, 1);
    var dilated = new Window(3, 1, 2, 2);
    var skipping = new Window(4, 3, 5, 2);
    var sparse = new Window(1, 2, 0, 1);
    return Stream.of(
        of(12, 13, 20, 64, same, same, 5, 0.1, false),
        of(8, 8, 70, 65, same, same, 7, 0.3, true),
        of(4, 4, 150, 17, same, same, 30, 0.2, false),
        of(1, 1, 3, 5, same, same, 1, 0.5, true),
        of(40, 33, 3, 10, same, same, 1, 0.02, false),
        of(17, 9, 5, 33, wide, strided, 6, 0.1, true),
        of(16, 16, 7, 80, strided, strided, 4, 0.4, false),
        of(9, 10, 4, 100, wide, wide, 3, 1, true),
        of(9, 9, 6, 16, dilated, dilated, 5, 0.1, false),
        of(11, 7, 3, 20, skipping, dilated, 9, 0.2, true),
        of(7, 7, 9, 12, skipping, skipping, 9, 0.2, false),
        of(6, 5, 130, 3, one, one, 40, 0.15, true),
        of(8, 9, 5, 130, sparse, sparse, 9, 0.3, false),
        of(1, 255, 3, 7, one, new Window(25, 1, 24, 1), 3, 0.1, true),
        of(3, 400, 1, 1, new Window(2, 1, 0, 1), new Window(9, 2, 3, 1), 2, 0.1, false),
        // As many channels as masks have bits for, in one part or several; blocks of any width.
        of(12, 10, 64, 40, same, same, 3, 0.2, true),
        of(6, 6, 96, 70, same, same, 11, 0.1, false),
        of(5, 7, 256, 33, same, same, 9, 0.25, true),
        of(9, 8, 384, 20, strided, same, 4, 0.05, false),
        of(6, 7, 64, 280, same, same, 5, 0.4, true),
        of(7, 5, 32, 129, wide, same, 6, 0.3, false),
        of(5, 6, 160, 144, same, wide, 3, 0.15, true),
        of(6, 6, 48, 16, dilated, skipping, 5, 0.01, false),
        // Images that are cut.
        of(40, 33, 32, 20, same, strided, 3, 0.1, true),
        of(40, 33, 32, 20, same, same, 3, 0.1, false),
        // More kinds of borders than are told apart.
        of(9, 8, 64, 20, new Window(5, 1, 2, 1), new Window(7, 1, 3, 1), 4, 0.2, true),
        // Chains of targets that lie in the padding as a whole.
        of(2, 20, 3, 8, new Window(1, 1, 30, 1), same, 2, 0.5, false),
        of(30, 20, 3, 8, new Window(2, 2, 60, 5), same, 2, 0.5, true),
        of(2, 2, 2, 4, new Window(1, 1, 2, 1), same, 2, 0.5, false),
        of(5, 5, 4, 6, same, same, 3, 0, false));
  }

  private static Case of(
      int height,
      int width,
      int channels,
      int out,
      Window rows,
      Window columns,
      int images,
      double density,
      boolean fractional) {
    var windows = new Windows(height, width, channels, rows, columns);
    return new Case(new Convolution(windows, out, 1), images, density, fractional);
  }

  private static MemorySegment memory(long elements) {
    return Arena.ofAuto().allocate(4 * elements, 64);
  }

  private static MemorySegment random(long elements, long seed) {
    var random = new Random(seed);
    var m = memory(elements);
    for (long i = 0; i < elements; i++) {
      m.setAtIndex(Lanes.FLOAT, i, 2 * random.nextFloat() - 1);
    }
    return m;
  }

  private static MemorySegment events(Case c, long elements) {
    var random = new Random(5);
    var m = memory(elements);
    for (long i = 0; i < elements; i++) {
      if (random.nextDouble() < c.density) {
        m.setAtIndex(Lanes.FLOAT, i, c.fractional ? (1 + random.nextInt(4)) / 4f : 1);
      }
    }
    return m;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void forwardGivesTheBitsOfTheDenseProduct(Case of) {
    var c = of.convolution;
    var field = Field.forward(c.windows());
    int channels = c.windows().channels();
    int pixels = of.images * field.targets();
    var x = events(of, of.images * c.windows().imageSize());
    var weight = random(c.weights(), 1);
    // Each density has its own cut.
    for (double density : new double[] {0.01, 0.1, 0.5}) {
      for (boolean accumulate : new boolean[] {false, true}) {
        var dense = random((long) pixels * c.out(), 2);
        var eventDriven = random((long) pixels * c.out(), 2);
        gemm.run(
            pixels,
            c.out(),
            field.taps() * channels,
            new Patches(x, field, channels, 0, channels, false),
            new Matrix(weight, 0, c.out(), false),
            new Matrix(dense, 0, c.out(), false),
            accumulate);
        var right = new Matrix(weight, 0, c.out(), false);
        patches.run(
            field, channels, c.out(), density, x, right, Optional.empty(), eventDriven, accumulate);
        assertEquals(-1, dense.mismatch(eventDriven));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aBiasGivesTheBitsOfAProductAddedToIt(Case of) {
    var c = of.convolution;
    var field = Field.forward(c.windows());
    int pixels = of.images * field.targets();
    var x = events(of, of.images * c.windows().imageSize());
    var right = new Matrix(random(c.weights(), 1), 0, c.out(), false);
    var bias = random(c.out(), 4);
    var added = memory((long) pixels * c.out());
    for (int i = 0; i < pixels; i++) {
      MemorySegment.copy(bias, 0, added, i * bias.byteSize(), bias.byteSize());
    }
    var biased = random((long) pixels * c.out(), 2);
    int channels = c.windows().channels();
    patches.run(field, channels, c.out(), 0.1, x, right, Optional.empty(), added, true);
    patches.run(field, channels, c.out(), 0.1, x, right, Optional.of(bias), biased, false);
    assertEquals(-1, added.mismatch(biased));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inputGradientGivesTheBitsOfTheDenseProduct(Case of) {
    var c = of.convolution;
    var field = Field.adjoint(c.windows());
    int channels = c.windows().channels();
    int pixels = of.images * field.targets();
    var dy = events(of, (long) of.images * field.sources() * c.out());
    var weight = new AdjointWeights(random(c.weights(), 1), channels, c.out(), 0, c.out());
    var dense = random((long) pixels * channels, 2);
    gemm.run(
        pixels,
        channels,
        field.taps() * c.out(),
        new Patches(dy, field, c.out(), 0, c.out(), false),
        weight,
        new Matrix(dense, 0, channels, false),
        false);
    for (double density : new double[] {0.01, 0.1, 0.5}) {
      var eventDriven = random((long) pixels * channels, 3);
      patches.run(
          field, c.out(), channels, density, dy, weight, Optional.empty(), eventDriven, false);
      assertEquals(-1, dense.mismatch(eventDriven));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void weightGradientGivesTheBitsOfTheDenseProduct(Case of) {
    var c = of.convolution;
    var field = Field.forward(c.windows());
    int channels = c.windows().channels();
    int pixels = of.images * field.targets();
    var x = events(of, of.images * c.windows().imageSize());
    var dy = random((long) pixels * c.out(), 1);
    var dense = random(c.weights(), 2);
    var eventDriven = random(c.weights(), 3);
    gemm.run(
        field.taps() * channels,
        c.out(),
        pixels,
        new Patches(x, field, channels, 0, channels, true),
        new Matrix(dy, 0, c.out(), false),
        new Matrix(dense, 0, c.out(), false),
        false);
    gradient.run(Taps.of(c.windows(), c.out(), gathers), channels, c.out(), x, dy, eventDriven);
    assertEquals(-1, dense.mismatch(eventDriven));
  }

  @Test
  void collectionsThatMoveItsArraysChangeNoBit() {
    var same = new Window(3, 1, 1, 1);
    var of = of(8, 8, 70, 65, same, same, 2, 0.3, true);
    for (int i = 0; i < 8; i++) {
      forwardGivesTheBitsOfTheDenseProduct(of);
      weightGradientGivesTheBitsOfTheDenseProduct(of);
      System.gc();
    }
  }
}
