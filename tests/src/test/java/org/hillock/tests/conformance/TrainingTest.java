package org.hillock.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Layer;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Optimiser;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Activations;
import org.hillock.engine.network.NetworkInput;
import org.hillock.engine.network.Networks;
import org.hillock.engine.network.StaticNetwork;
import org.hillock.engine.train.OptimiserUpdates;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Training steps of networks of three kinds: their bits, their state, what they allocate. */
class TrainingTest {

  private static final int STEPS = 6;
  private static final int BATCH = 16;

  /** The networks. */
  enum Kind {
    CONVOLUTIONAL(
        Shape.of(14, 14, 2),
        "{type: conv2d, out: 12, padding: 1}",
        "lif",
        "{type: max-pool, size: 2}",
        "{type: conv2d, out: 16, padding: 1}",
        "lif",
        "flatten",
        "{type: dropout, p: 0.1}",
        "{type: linear, out: 5}",
        "leaky-integrator"),
    RECURRENT(
        Shape.of(40),
        "{type: recurrent-linear, out: 128, neuron: adaptive-lif}",
        "{type: recurrent-linear, out: 64, neuron: lif}",
        "{type: linear, out: 5}",
        "leaky-integrator"),
    NORMALISED(
        Shape.of(140),
        "{type: linear, out: 256}",
        "batch-norm",
        "lif",
        "{type: linear, out: 256}",
        "batch-norm",
        "lif",
        "{type: linear, out: 5}",
        "leaky-integrator");

    private final Shape input;
    private final List<String> layers;

    Kind(Shape input, String... layers) {
      this.input = input;
      this.layers = List.of(layers);
    }

    private List<Layer> layers() {
      return layers.stream().map(text -> Parts.make(Layer.class, text)).toList();
    }
  }

  /** A network under training by Adam towards random outputs. */
  private static final class Training implements AutoCloseable {

    private final RandomStream random = RandomStream.of(5);
    private final Kind kind;
    private final Device device;
    private final Memory memory = Memory.open();
    private final StaticNetwork network;
    private final OptimiserUpdates updates;
    private int done;

    Training(Kind kind, int threads, Activations activations) {
      this.kind = kind;
      device = Parts.devices(threads, List.of("cpu")).get("cpu");
      network =
          Networks.build(
              kind.layers(),
              NetworkInput.of(kind.input),
              device,
              memory,
              random,
              activations,
              line -> {});
      var adam = Parts.make(Optimiser.class, "adam");
      updates = new OptimiserUpdates("adam", adam, network.parameters(), device, memory, 0);
    }

    Training steps(int count) {
      for (int i = 0; i < count; i++) {
        step();
      }
      return this;
    }

    void step() {
      var execution = network.training(STEPS, BATCH);
      spikes(execution.input());
      execution.randomise(done);
      execution.forward();
      var gradient = execution.outputGradient();
      var output = execution.output();
      for (long i = 0, n = gradient.size(); i < n; i++) {
        gradient.set(i, (output.get(i) - i % 3) / n);
      }
      execution.backward();
      updates.apply(0.01, 1);
      done++;
    }

    private void spikes(Tensor input) {
      for (long i = 0, n = input.size(); i < n; i++) {
        input.set(i, (i * 7919 + done * 104_729L) % 13 < 3 ? 1 : 0);
      }
    }

    Map<String, float[]> values() {
      var all = new LinkedHashMap<String, float[]>();
      network.parameters().forEach(p -> all.put(p.name(), p.value().toArray()));
      network.buffers().forEach((name, values) -> all.put(name, values.toArray()));
      return all;
    }

    @Override
    public void close() {
      updates.close();
      network.close();
      memory.close();
      device.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void threadsAndRecomputationLeaveEveryBitOfAHundredSteps(Kind kind) {
    try (var one = new Training(kind, 1, Activations.KEPT).steps(100);
        var two = new Training(kind, 2, Activations.KEPT).steps(100);
        var again = new Training(kind, 2, Activations.RECOMPUTED).steps(100);
        var untrained = new Training(kind, 1, Activations.KEPT)) {
      var expected = one.values();
      Stream.of(two, again)
          .forEach(
              other ->
                  other
                      .values()
                      .forEach((name, got) -> assertArrayEquals(expected.get(name), got, name)));
      var name = one.network.parameters().getFirst().name();
      assertTrue(!Arrays.equals(expected.get(name), untrained.values().get(name)), "learns");
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneStepAtATimeIsTheWholeSequence(Kind kind) {
    try (var training = new Training(kind, 2, Activations.KEPT).steps(20);
        var state = training.network.newState(BATCH)) {
      var whole = training.network.inference(STEPS, BATCH);
      training.spikes(whole.input());
      var input = whole.input().toArray();
      whole.forward();
      var expected = whole.output().toArray();
      assertTrue(
          whole.activity().stream().anyMatch(a -> a.layer().spiking() && a.outputNonZero() > 0));
      var single = training.network.inference(1, BATCH);
      for (int t = 0; t < STEPS; t++) {
        single.input().copyFrom(part(input, t));
        single.forward(state);
        assertArrayEquals(part(expected, t), single.output().toArray(), 1e-6f, "step " + t);
      }
    }
  }

  private static float[] part(float[] sequence, int step) {
    int size = sequence.length / STEPS;
    return Arrays.copyOfRange(sequence, step * size, (step + 1) * size);
  }

  /** Vectors live on the heap until their code is compiled, which takes some hundred steps. */
  @ParameterizedTest
  @EnumSource
  void aSteadyStepAllocatesNothing(Kind kind) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int window = 20;
    long bytes = Long.MAX_VALUE;
    try (var training = new Training(kind, 2, Activations.KEPT).steps(window)) {
      long offHeap = training.memory.usedBytes();
      for (int i = 0; i < 500 && bytes >= 64 << 10; i++) {
        long before = threads.getTotalThreadAllocatedBytes();
        training.steps(window);
        bytes = (threads.getTotalThreadAllocatedBytes() - before) / window;
      }
      if (bytes >= 64 << 10) {
        fail(bytes + " bytes a step\n" + Allocations.of(() -> training.steps(window)));
      }
      assertEquals(offHeap, training.memory.usedBytes());
      assertEquals(offHeap, training.memory.peakBytes());
    }
  }
}
