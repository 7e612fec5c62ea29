package org.hillock.plugins.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.backend.ScanKernel.Extent;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.testkit.ScanPrograms;
import org.hillock.testkit.ScanTensors;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.Test;

class CpuBackendTest {

  /** Of small objects, such as chunks of work; a loop with vectors on the heap takes far more. */
  private static final long STEADY_BYTES = 4000;

  /** Runs in a JVM without the vector module. */
  static final class WithoutVectors {
    public static void main(String[] args) {
      try {
        new CpuBackend().open(1).close();
      } catch (HillockException e) {
        System.out.println(e.code() + ": " + e.getMessage());
      }
    }
  }

  @Test
  void namesTheFlagThatAJvmWithoutTheVectorModuleNeeds() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path"), WithoutVectors.class.getName())
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertTrue(output.startsWith("FAILED_PRECONDITION: "), output);
    assertTrue(output.contains("--add-modules=jdk.incubator.vector"), output);
  }

  @Test
  void refusesLessThanOneThread() {
    var e = assertThrows(HillockException.class, () -> new CpuBackend().open(0));
    assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
  }

  @Test
  void saysWhichWayItPrefersForSpikes() {
    try (var device = new CpuBackend().open(1)) {
      var spikes = Tensors.spikes(1, 0.2, 256, 128);
      var weight = Tensors.random(2, -1, 1, 128, 128);
      var current = Tensors.zeros(256, 128);
      assertEquals(List.of(), device.choices());
      for (int i = 0; i < 40; i++) {
        device.gemm(false, false, 256, 128, 128, spikes, weight, current, false);
      }
      assertEquals(1, device.choices().size(), device.choices()::toString);
      assertTrue(device.choices().getFirst().contains("256×128×128"), device.choices()::toString);
    }
  }

  @Test
  void saysWhatItIs() {
    try (var device = new CpuBackend().open(2)) {
      assertTrue(device.description().matches("cpu, \\d+-bit vectors, 2 threads"));
      assertEquals(2, device.threads());
    }
  }

  @Test
  void unloadsTheClassesOfADeviceThatIsGone() {
    var classes = ManagementFactory.getClassLoadingMXBean();
    long before = classes.getUnloadedClassCount();
    for (int i = 0; i < 20; i++) {
      try (var device = new CpuBackend().open(2)) {
        device.compile(ScanPrograms.lif(new ScanPrograms.Atan())).close();
      }
    }
    // At least four kernels each.
    for (int i = 0; i < 50 && classes.getUnloadedClassCount() < before + 80; i++) {
      System.gc();
    }
    assertTrue(classes.getUnloadedClassCount() >= before + 80);
  }

  @Test
  void allocatesNextToNothingInASteadyCall() {
    var scans = new ScanTensors(ScanPrograms.learnable(Sharing.FEATURE), 4, 1600, 100);
    var extent = new Extent(4, 1600);
    var forward = scans.rows(scans.program().training(), 0, 4);
    var backward = scans.rows(scans.program().backward(), 0, 4);
    var a = Tensors.random(1, -1, 1, 80, 80);
    var c = Tensors.zeros(80, 80);
    var mean = Tensors.zeros(80);
    var variance = Tensors.zeros(80);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (var device = new CpuBackend().open(2);
        var kernel = device.compile(scans.program())) {
      Runnable calls =
          () -> {
            device.gemm(false, true, 80, 80, 80, a, a, c, true);
            device.moments(a, mean, variance);
            device.addTo(a, c);
            kernel.train(extent, forward, scans.parameters(), Carry.NONE);
            kernel.backward(
                extent, backward, scans.parameters(), scans.gradients(), true, Carry.NONE);
            assertTrue(device.sumOfSquares(c) > 0);
          };
      long least = Long.MAX_VALUE;
      // Interpreted code puts its vectors on the heap: until the compiler has got to it all.
      long end = System.nanoTime() + 60_000_000_000L;
      while (least > STEADY_BYTES && System.nanoTime() < end) {
        long before = threads.getCurrentThreadAllocatedBytes();
        calls.run();
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertTrue(least <= STEADY_BYTES, "a steady turn allocates %d bytes".formatted(least));
    }
  }
}
