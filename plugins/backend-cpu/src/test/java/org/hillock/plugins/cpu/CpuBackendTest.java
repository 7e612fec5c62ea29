package org.hillock.plugins.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.ScanKernel.Carry;
import org.junit.jupiter.api.Test;

class CpuBackendTest {

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
  void saysWhatItIs() {
    try (var device = new CpuBackend().open(2)) {
      assertTrue(device.description().matches("cpu, \\d+-bit vectors, 2 threads"));
      assertEquals(2, device.threads());
    }
  }

  @Test
  void allocatesNextToNothingInASteadyCall() {
    var scans = new Scans(Programs.everything(), 4, 20_000, 100);
    var a = Data.random(1, -1, 1, 256, 256);
    var c = Data.zeros(256, 256);
    var mean = Data.zeros(256);
    var variance = Data.zeros(256);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (var device = new CpuBackend().open(2);
        var kernel = device.compile(scans.program)) {
      Runnable calls =
          () -> {
            device.gemm(false, true, 256, 256, 256, a, a, c, true);
            device.moments(a, mean, variance);
            device.addTo(a, c);
            scans.train(kernel, 0, 4, Carry.NONE);
            scans.backward(kernel, 0, 4, true, Carry.NONE);
            assertTrue(device.sumOfSquares(c) > 0);
          };
      long least = Long.MAX_VALUE;
      // Until the compiler has removed the vectors that interpreted code puts on the heap.
      for (int turn = 0; turn < 3000 && least > 20_000; turn++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        calls.run();
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertTrue(least <= 20_000, "a steady turn allocates %d bytes".formatted(least));
    }
  }
}
