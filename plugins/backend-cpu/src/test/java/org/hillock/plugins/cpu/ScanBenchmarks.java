package org.hillock.plugins.cpu;

import static org.hillock.plugins.cpu.Vectors.load;
import static org.hillock.plugins.cpu.Vectors.store;

import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import jdk.incubator.vector.FloatVector;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.memory.Memory;
import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.plugins.cpu.parallel.Team;
import org.hillock.testkit.ScanTensors;
import org.hillock.testkit.Stopwatch;

/**
 * Compiled scans beside kernels written by hand and beside the machine's memory, in turns, as lines
 * of JSON. On huge pages, as in training.
 *
 * @param seconds how long each task is timed
 * @param out takes the lines
 */
record ScanBenchmarks(double seconds, Consumer<String> out) {

  /** Floats a triad's thread takes at a time. */
  private static final int CHUNK = 1 << 16;

  /** One thread; ratios are times of the compiled kernels over those of the hand-written ones. */
  void besideHand(Hand hand, int steps, int neurons) {
    try (var memory = Memory.open();
        var device = new CpuBackend().open(1);
        var kernel = device.compile(hand.program())) {
      var scans = new ScanTensors(hand.program(), steps, neurons, 1, on(memory));
      scans.startParameters();
      var forward = hand.rows(scans, false);
      var backward = hand.rows(scans, true);
      var sums = new float[scans.parameters().size()][Lanes.LENGTH];
      double[] best =
          Stopwatch.best(
              4 * seconds,
              4 * seconds,
              () -> scans.train(kernel, 0, steps, Carry.NONE),
              () -> hand.run(false, steps, neurons, forward, sums),
              () -> scans.backward(kernel, 0, steps, false, Carry.NONE),
              () -> hand.run(true, steps, neurons, backward, sums));
      line(
          "{\"benchmark\":\"scan_hand\",\"program\":\"%s\",\"steps\":%d,\"neurons\":%d,"
              + "\"forward_ms\":%.2f,\"forward_hand_ms\":%.2f,\"forward_ratio\":%.2f,"
              + "\"backward_ms\":%.2f,\"backward_hand_ms\":%.2f,\"backward_ratio\":%.2f}",
          hand.name(),
          steps,
          neurons,
          best[0] * 1e3,
          best[1] * 1e3,
          best[0] / best[1],
          best[2] * 1e3,
          best[3] * 1e3,
          best[2] / best[3]);
    }
  }

  /** A LIF that moves 12 bytes a neuron step, beside a triad that does. */
  void besideTriad(int threads, int steps, int neurons) {
    try (var memory = Memory.open();
        var team = new Team(threads);
        var device = new CpuBackend().open(threads)) {
      var program = HandPrograms.lif();
      var scans = new ScanTensors(program, steps, neurons, 1, on(memory));
      var a = scans.rows(Role.OUTPUT).getFirst().segment();
      var b = scans.rows(Role.INPUT).getFirst().segment();
      var c = scans.rows(Role.OUTPUT_GRADIENT).getFirst().segment();
      try (var kernel = device.compile(program)) {
        double[] best =
            Stopwatch.best(
                4 * seconds,
                4 * seconds,
                () -> triad(team, a, b, c),
                () -> scans.train(kernel, 0, steps, Carry.NONE),
                () -> scans.backward(kernel, 0, steps, false, Carry.NONE));
        double gigabytes = 12e-9 * steps * neurons;
        line(
            "{\"benchmark\":\"scan_triad\",\"threads\":%d,\"steps\":%d,\"neurons\":%d,"
                + "\"triad_gbs\":%.1f,\"forward_gbs\":%.1f,\"backward_gbs\":%.1f,"
                + "\"forward_ratio\":%.2f,\"backward_ratio\":%.2f}",
            threads,
            steps,
            neurons,
            gigabytes / best[0],
            gigabytes / best[1],
            gigabytes / best[2],
            best[0] / best[1],
            best[0] / best[2]);
      }
    }
  }

  /** {@code a = b + 3·c} (McCalpin's STREAM). */
  private static void triad(Team team, MemorySegment a, MemorySegment b, MemorySegment c) {
    int chunks = (int) (a.byteSize() / 4 / CHUNK);
    team.run(
        chunks,
        (chunk, worker) -> {
          long start = 4L * chunk * CHUNK;
          var three = FloatVector.broadcast(Lanes.SPECIES, 3);
          for (int i = 0; i < CHUNK; i += Lanes.LENGTH) {
            long at = start + 4L * i;
            store(load(c, at).fma(three, load(b, at)), a, at);
          }
        });
  }

  private static Function<int[], Tensor> on(Memory memory) {
    return dims -> {
      var shape = Shape.of(dims);
      return memory.allocate(4 * shape.size(), "a benchmark").tensor(0, shape);
    };
  }

  private void line(String format, Object... values) {
    out.accept(String.format(Locale.ROOT, format, values));
  }

  /** Everything, at the sizes of the project's targets. */
  void all() {
    for (int threads = 1; threads <= 2; threads++) {
      besideTriad(threads, 4, 64 * 64 * 32 * 32);
      besideTriad(threads, 100, 65_536);
    }
    for (var hand : Hand.all()) {
      besideHand(hand, 100, 65_536);
      besideHand(hand, 4, 64 * 64 * 32 * 32);
    }
  }
}
