package org.hillock.tests.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.engine.run.ExperimentRunner;
import org.hillock.engine.spec.Spec;
import org.hillock.pluginhost.PluginHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What a step of training leaves to the garbage collector, on all threads together. */
@Isolated
final class AllocationIT {

  /** Far below the 256 KiB of this network's largest activation. */
  private static final int BOUND = 64 << 10;

  private static final int STEPS_OF_AN_EPOCH = 23;
  private static final int STEADY_EPOCHS = 3;

  /** Vectors live on the heap until their code is compiled, which takes some hundred steps. */
  private static final String SPEC =
      """
      name: steady
      data: digits
      encoder: {type: direct, steps: 4}
      network: [flatten, {type: linear, out: 256}, lif, {type: linear, out: 10}, leaky-integrator]
      trainer: {type: bptt, epochs: 1000, batch-size: 64}
      backend: cpu
      threads: 2
      """;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path folder;

  private final long[] bytes = new long[STEPS_OF_AN_EPOCH];
  private long before;
  private int steps;
  private int steady;

  @Test
  void aSteadyStepAllocatesNoTensorOnTheHeap() {
    try (var host = PluginHost.open(folder.resolve("cache"))) {
      Shipped.install(host);
      var stopped = assertThrows(HillockException.class, () -> train(host));
      assertEquals(ErrorCode.CANCELLED, stopped.code(), stopped::getMessage);
    }
  }

  private void train(PluginHost host) {
    try (var lease = host.lease()) {
      var experiment = Spec.parse(SPEC).bind(lease);
      ExperimentRunner.run(
          experiment, folder, folder, Optional.empty(), new Silent(), this::isSteady);
      throw new AssertionError(
          "never steady; in the last epoch's steps, bytes: " + Arrays.toString(bytes));
    }
  }

  /** Called once a step: whether half the steps of several epochs have kept to the bound. */
  private boolean isSteady() {
    long now = THREADS.getTotalThreadAllocatedBytes();
    bytes[steps++ % STEPS_OF_AN_EPOCH] = now - before;
    before = now;
    if (steps % STEPS_OF_AN_EPOCH == 0) {
      long median = Arrays.stream(bytes).sorted().skip(STEPS_OF_AN_EPOCH / 2).findFirst().orElse(0);
      steady = median < BOUND ? steady + 1 : 0;
    }
    return steady == STEADY_EPOCHS;
  }
}
