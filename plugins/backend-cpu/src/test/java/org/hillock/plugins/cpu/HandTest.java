package org.hillock.plugins.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.stream.Stream;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.testkit.ScanTensors;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Benchmarks compare like with like: hand-written and compiled kernels give the same values. */
class HandTest {

  private static final int STEPS = 7;
  private static final int NEURONS = 40 * 16;

  static Stream<Hand> models() {
    return Hand.all().stream();
  }

  @ParameterizedTest
  @MethodSource("models")
  void handWrittenKernelsComputeWhatCompiledOnesDo(Hand hand) {
    var compiled = new ScanTensors(hand.program(), STEPS, NEURONS, 1);
    compiled.startParameters();
    var byHand = new ScanTensors(hand.program(), STEPS, NEURONS, 1);
    try (var device = new CpuBackend().open(1);
        var kernel = device.compile(hand.program())) {
      compiled.train(kernel, 0, STEPS, Carry.NONE);
      compiled.backward(kernel, 0, STEPS, false, Carry.NONE);
    }
    var sums = new float[hand.program().parameters().size()][Lanes.LENGTH];
    hand.run(false, STEPS, NEURONS, hand.rows(byHand, false), sums);
    hand.run(true, STEPS, NEURONS, hand.rows(byHand, true), sums);
    // Kernels by hand know how a sequence begins.
    for (var role : EnumSet.complementOf(EnumSet.of(Role.ENTERED))) {
      for (int i = 0; i < compiled.rows(role).size(); i++) {
        var expected = compiled.rows(role).get(i);
        Tensors.assertClose(expected, byHand.rows(role).get(i), 1e-4, hand.name() + role + i);
      }
    }
    for (int i = 0; i < sums.length; i++) {
      double sum = 0;
      for (float lane : sums[i]) {
        sum += lane;
      }
      assertEquals(compiled.gradients().get(i).get(0), sum, 1e-2, "gradient " + i);
    }
  }
}
