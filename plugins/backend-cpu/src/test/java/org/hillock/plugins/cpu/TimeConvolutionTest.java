package org.hillock.plugins.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.reference.ReferenceBackend;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Convolutions in time against the loops that define them. */
class TimeConvolutionTest {

  private static Tensor random(long seed, double density, boolean binary, int... shape) {
    var tensor = Tensors.zeros(shape);
    var random = new Random(seed);
    for (long i = 0; i < tensor.size(); i++) {
      if (random.nextDouble() < density) {
        tensor.set(i, binary ? 1 : random.nextFloat() - .5f);
      }
    }
    return tensor;
  }

  private static void agrees(
      int taps, int lead, int steps, int outputs, int rows, int in, int out, boolean binary) {
    try (var cpu = new CpuBackend().open(2);
        var loops = new ReferenceBackend().open(1)) {
      var x = random(1, .2, binary, steps, rows, in);
      var kernel = random(2, 1, false, taps, in, out);
      var dy = random(3, 1, false, outputs, rows, out);
      for (boolean accumulate : new boolean[] {false, true}) {
        var expected = random(4, 1, false, outputs, rows, out);
        var found = random(4, 1, false, outputs, rows, out);
        loops.convolveInTime(x, kernel, lead, expected, accumulate);
        cpu.convolveInTime(x, kernel, lead, found, accumulate);
        assertArrayEquals(expected.toArray(), found.toArray(), 1e-5f);
        var gradient = random(5, 1, false, taps, in, out);
        var foundGradient = random(5, 1, false, taps, in, out);
        loops.convolveInTimeTapGradient(x, dy, lead, gradient, accumulate);
        cpu.convolveInTimeTapGradient(x, dy, lead, foundGradient, accumulate);
        assertArrayEquals(gradient.toArray(), foundGradient.toArray(), 1e-5f);
      }
    }
  }

  @Test
  void windowsOfAnyWidthAgreeWithTheLoops() {
    agrees(1, 0, 5, 5, 1, 1, 1, true);
    agrees(25, 24, 30, 30, 9, 17, 20, true);
    agrees(31, 30, 12, 27, 3, 5, 16, false);
    agrees(61, 60, 20, 20, 2, 3, 3, true);
  }

  @Test
  void whatWentBeforeReachesOnlyTheFirstSteps() {
    agrees(25, 0, 24, 10, 3, 4, 5, true);
    agrees(31, 0, 30, 40, 1, 4, 5, false);
    agrees(9, 3, 6, 20, 2, 2, 17, true);
  }

  private static void sums(int past, int steps, int outputs, int rows, int in, int out, int each) {
    try (var cpu = new CpuBackend().open(2);
        var loops = new ReferenceBackend().open(1)) {
      var earlier = random(1, 1, false, past, rows, in);
      var x = random(2, 1, false, steps, rows, in);
      var weights = random(3, 1, false, each, in, out);
      var delays = Tensors.zeros(each, in, out);
      var random = new Random(4);
      for (long i = 0; i < delays.size(); i++) {
        delays.set(i, random.nextInt(past + 1));
      }
      var expected = Tensors.zeros(outputs, rows, out);
      var found = random(5, 1, false, outputs, rows, out);
      loops.sumDelayed(earlier, x, weights, delays, expected);
      cpu.sumDelayed(earlier, x, weights, delays, found);
      assertArrayEquals(expected.toArray(), found.toArray(), 1e-5f);
    }
  }

  @Test
  void sumsOfDelayedInputsAgreeWithTheLoops() {
    sums(24, 30, 30, 17, 17, 20, 1);
    sums(30, 1, 1, 1, 5, 3, 2);
    sums(4, 31, 40, 3, 1, 1, 1);
  }

  @Test
  void tensorsThatDoNotFitAreRefused() {
    try (var cpu = new CpuBackend().open(1);
        var loops = new ReferenceBackend().open(1)) {
      var x = Tensors.zeros(4, 2, 3);
      var taps = Tensors.zeros(5, 3, 2);
      var y = Tensors.zeros(4, 2, 2);
      for (var device : List.of(cpu, loops)) {
        for (int lead : new int[] {-1, 5}) {
          var refused =
              assertThrows(
                  HillockException.class, () -> device.convolveInTime(x, taps, lead, y, false));
          assertEquals(ErrorCode.SHAPE_MISMATCH, refused.code());
        }
        for (var wrong :
            List.<Executable>of(
                () -> device.convolveInTime(x, taps, 4, Tensors.zeros(4, 2, 3), false),
                () -> device.convolveInTime(x, Tensors.zeros(3, 2), 1, y, false),
                () ->
                    device.convolveInTimeTapGradient(x, Tensors.zeros(4, 3, 2), 4, taps, false))) {
          assertEquals(
              ErrorCode.SHAPE_MISMATCH, assertThrows(HillockException.class, wrong).code());
        }
      }
    }
  }

  @Test
  void sumsOfWhatDoesNotFitAndOfDelaysBeyondThePastAreRefused() {
    try (var cpu = new CpuBackend().open(2);
        var loops = new ReferenceBackend().open(1)) {
      var past = Tensors.zeros(2, 2, 3);
      var x = Tensors.zeros(4, 2, 3);
      var weights = Tensors.zeros(1, 3, 2);
      var delays = Tensors.zeros(1, 3, 2);
      var y = Tensors.zeros(4, 2, 2);
      var other = Tensors.zeros(4, 2, 5);
      for (var device : List.of(cpu, loops)) {
        for (var wrong :
            List.<Executable>of(
                () -> device.sumDelayed(other, x, weights, delays, y),
                () -> device.sumDelayed(past, other, weights, delays, y),
                () -> device.sumDelayed(past, x, Tensors.zeros(3, 2), delays, y),
                () -> device.sumDelayed(past, x, weights, Tensors.zeros(2, 3, 2), y),
                () -> device.sumDelayed(past, x, weights, delays, other))) {
          assertEquals(
              ErrorCode.SHAPE_MISMATCH, assertThrows(HillockException.class, wrong).code());
        }
        for (float delay : new float[] {-1, 3, .5f, Float.NaN}) {
          delays.fill(delay);
          var refused =
              assertThrows(
                  HillockException.class, () -> device.sumDelayed(past, x, weights, delays, y));
          assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
          delays.fill(0);
        }
      }
    }
  }
}
