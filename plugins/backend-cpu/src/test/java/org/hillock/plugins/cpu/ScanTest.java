package org.hillock.plugins.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.reference.ReferenceBackend;
import org.hillock.testkit.ScanPrograms;
import org.hillock.testkit.ScanTensors;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScanTest {

  /** Neurons, features. */
  private static final int[][] SIZES = {
    {1, 1},
    {3, 3},
    {17, 1},
    {255, 15},
    {640, 10},
    {4097, 241},
    {20_000, 10},
    {20_000, 20_000},
    {9000, 4500},
    {40_960, 20_480}
  };

  private final Device device = new CpuBackend().open(2);

  @AfterEach
  void close() {
    device.close();
  }

  static Stream<ScanProgram> programs() {
    return Stream.of(
        ScanPrograms.lif(new ScanPrograms.Atan()),
        ScanPrograms.lif(new ScanPrograms.Sigmoid()),
        ScanPrograms.learnable(Sharing.SCALAR),
        ScanPrograms.learnable(Sharing.FEATURE),
        ScanPrograms.everything(),
        ScanPrograms.random());
  }

  @ParameterizedTest
  @MethodSource("programs")
  void equalsTheReferenceAtAwkwardSizes(ScanProgram program) {
    for (int[] size : SIZES) {
      for (int steps : size[0] > 5000 ? new int[] {3} : new int[] {1, 2, 7}) {
        compare(program, steps, size[0], size[1]);
      }
    }
  }

  @Test
  void equalsTheReferenceWhenAStepIsTooLongForOneMethod() {
    try (var kernel = device.compile(ScanPrograms.cable(150))) {
      var text = kernel.explain();
      assertTrue(text.contains("1 step a turn"), text);
      assertTrue(!text.contains(" in 1 part,"), text);
      var counts = Pattern.compile("(\\d+) kernels in (\\d+) parts").matcher(text);
      while (counts.find()) {
        int kernels = Integer.parseInt(counts.group(1));
        assertTrue(kernels <= Integer.parseInt(counts.group(2)) / 4, "compartments share: " + text);
      }
    }
    compare(ScanPrograms.cable(150), 3, 3001, 1);
    compare(ScanPrograms.cable(64), 2, 640, 10);
    compare(ScanPrograms.passiveCable(64), 7, 1003, 1);
  }

  private void compare(ScanProgram program, int steps, int neurons, int features) {
    String what = "%s, T=%d, n=%d, %d features".formatted(program.name(), steps, neurons, features);
    var expected = new ScanTensors(program, steps, neurons, features);
    var actual = new ScanTensors(program, steps, neurons, features);
    expected.trainAndBack(new ReferenceBackend().open(1));
    actual.trainAndBack(device);
    close(expected, actual, neurons * steps / features, what);
    // Inference gives the outputs of training, to the bit.
    var outputs = Tensors.copies(actual.rows(Role.OUTPUT));
    actual.rows(Role.OUTPUT).forEach(t -> t.fill(9));
    try (var kernel = device.compile(program)) {
      actual.infer(kernel, 0, steps, Carry.NONE);
    }
    for (int i = 0; i < outputs.size(); i++) {
      Tensors.assertSameBits(outputs.get(i), actual.rows(Role.OUTPUT).get(i), what);
    }
  }

  private static void close(ScanTensors expected, ScanTensors actual, double terms, String what) {
    expected
        .rows()
        .forEach(
            (role, list) -> {
              for (int i = 0; i < list.size(); i++) {
                var t = actual.rows(role).get(i);
                Tensors.assertClose(list.get(i), t, 2e-5, what + ": " + role + i);
              }
            });
    for (int i = 0; i < expected.states().size(); i++) {
      Tensors.assertClose(
          expected.states().get(i), actual.states().get(i), 2e-5, what + ": state " + i);
    }
    double tolerance = 2e-5 * Math.sqrt(Math.max(1, terms));
    for (int i = 0; i < expected.gradients().size(); i++) {
      var t = actual.gradients().get(i);
      Tensors.assertClose(expected.gradients().get(i), t, tolerance, what + ": ∂parameter " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void givesTheSameBitsWithOneThreadAndWithThree(ScanProgram program) {
    for (int features : new int[] {10, 3000, 30_000}) {
      var one = new ScanTensors(program, 5, 30_000, features);
      var three = new ScanTensors(program, 5, 30_000, features);
      try (var single = new CpuBackend().open(1);
          var team = new CpuBackend().open(3)) {
        one.trainAndBack(single);
        three.trainAndBack(team);
      }
      one.rows()
          .forEach(
              (role, list) -> {
                for (int i = 0; i < list.size(); i++) {
                  Tensors.assertSameBits(list.get(i), three.rows(role).get(i), role.toString());
                }
              });
      for (int i = 0; i < one.gradients().size(); i++) {
        Tensors.assertSameBits(one.gradients().get(i), three.gradients().get(i), "gradient " + i);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void twoCarriedHalvesAreTheWhole(ScanProgram program) {
    var whole = new ScanTensors(program, 9, 700, 70);
    var halves = new ScanTensors(program, 9, 700, 70);
    try (var kernel = device.compile(program)) {
      whole.train(kernel, 0, 9, new Carry(List.of(), whole.states()));
      halves.train(kernel, 0, 4, new Carry(List.of(), halves.states()));
      halves.train(kernel, 4, 5, new Carry(halves.states(), halves.states()));
      for (int i = 0; i < whole.states().size(); i++) {
        Tensors.assertSameBits(whole.states().get(i), halves.states().get(i), "state " + i);
        whole.states().get(i).fill(0);
        halves.states().get(i).fill(0);
      }
      whole.backward(kernel, 0, 9, false, new Carry(List.of(), whole.states()));
      halves.backward(kernel, 4, 5, false, new Carry(List.of(), halves.states()));
      halves.backward(kernel, 0, 4, true, new Carry(halves.states(), halves.states()));
    }
    // States enter each half.
    whole.rows().remove(Role.ENTERED);
    close(whole, halves, 90, "halves");
  }

  @ParameterizedTest
  @MethodSource("programs")
  void writesTheGradientOfAnInputOverThatOfAnOutput(ScanProgram program) {
    inPlace(program);
  }

  @Test
  void writesItOverThatOfAnOutputWhenAStepIsTooLongForOneMethod() {
    inPlace(ScanPrograms.cable(64));
  }

  private void inPlace(ScanProgram program) {
    for (var backend : List.of(device, new ReferenceBackend().open(1))) {
      var apart = new ScanTensors(program, 3, 1003, 1);
      var over = new ScanTensors(program, 3, 1003, 1);
      over.rows(Role.INPUT_GRADIENT).set(0, over.rows(Role.OUTPUT_GRADIENT).getFirst());
      apart.trainAndBack(backend);
      over.trainAndBack(backend);
      assertSameBits(apart.rows(Role.INPUT_GRADIENT), over.rows(Role.INPUT_GRADIENT), program);
      assertSameBits(apart.states(), over.states(), program);
    }
  }

  private static void assertSameBits(
      List<Tensor> expected, List<Tensor> actual, ScanProgram program) {
    for (int i = 0; i < expected.size(); i++) {
      Tensors.assertSameBits(expected.get(i), actual.get(i), program.name());
    }
  }

  @Test
  void addsToGradientsWhenAskedAndLeavesThoseNotLearnableAlone() {
    var once = new ScanTensors(ScanPrograms.everything(), 3, 600, 60);
    var twice = new ScanTensors(ScanPrograms.everything(), 3, 600, 60);
    try (var kernel = device.compile(once.program())) {
      var givenBefore = Tensors.copy(once.gradients().get(2));
      once.train(kernel, 0, 3, Carry.NONE);
      once.backward(kernel, 0, 3, false, Carry.NONE);
      twice.train(kernel, 0, 3, Carry.NONE);
      twice.backward(kernel, 0, 3, false, Carry.NONE);
      twice.backward(kernel, 0, 3, true, Carry.NONE);
      Tensors.assertSameBits(givenBefore, once.gradients().get(2), "given");
      for (int i = 0; i < 2; i++) {
        var sum = Tensors.copy(once.gradients().get(i));
        new ReferenceBackend().open(1).addTo(once.gradients().get(i), sum);
        Tensors.assertClose(sum, twice.gradients().get(i), 1e-6, "gradient " + i);
      }
    }
  }

  @Test
  void explainsItsKernels() {
    try (var kernel = device.compile(ScanPrograms.lif(new ScanPrograms.Atan()))) {
      var text = kernel.explain();
      assertTrue(text.contains("inference: 4 steps a turn, 1 kernel in 1 part, "), text);
      assertTrue(text.contains("output0 = "), text);
      assertTrue(text.contains("v' = "), text);
      assertTrue(text.contains("∂input0 = "), text);
    }
  }

  @Test
  void refusesTensorsOfTheWrongSize() {
    var scans = new ScanTensors(ScanPrograms.learnable(Sharing.FEATURE), 3, 600, 61);
    try (var kernel = device.compile(scans.program())) {
      var e = assertThrows(HillockException.class, () -> scans.train(kernel, 0, 3, Carry.NONE));
      assertEquals(ErrorCode.SHAPE_MISMATCH, e.code());
      assertTrue(e.getMessage().contains("leak has 61 values"), e.getMessage());
    }
  }
}
