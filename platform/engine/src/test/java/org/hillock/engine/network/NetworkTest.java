package org.hillock.engine.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Execution;
import org.hillock.api.network.Layer;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Parameter;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Leaky;
import org.hillock.engine.network.TestLayers.Loop;
import org.hillock.engine.network.TestLayers.Noisy;
import org.hillock.engine.network.TestLayers.Spiking;
import org.hillock.engine.reference.ReferenceBackend;
import org.junit.jupiter.api.Test;

class NetworkTest {

  private static final Layer[] STREAMED = {
    new Dense(6),
    new Loop(new Spiking(0.4)),
    new Dense(5),
    new Leaky(),
    new Noisy(),
    TestLayers.custom(
        (net, x) -> net.map(List.of(x), eq -> eq.emit(eq.input().times(eq.uniform())))),
    new Loop(new Noisy()),
    new Dense(2)
  };

  @Test
  void oneStepAtATimeEqualsTheWholeSequence() {
    try (var rig = new Rig(Shape.of(4), STREAMED)) {
      int steps = 7;
      var whole = rig.network.inference(steps, 3);
      Rig.randomise(whole.input(), "input");
      var input = whole.input().toArray();
      whole.forward();
      var expected = whole.output().toArray();
      assertTrue(whole.activity().get(1).outputNonZero() > 0, "neurons spike");
      var single = rig.network.inference(1, 3);
      try (var state = rig.network.newState(3)) {
        for (int round = 0; round < 2; round++) {
          state.reset();
          for (int t = 0; t < steps; t++) {
            single.input().copyFrom(slice(input, t, steps));
            single.forward(state);
            assertArrayEquals(slice(expected, t, steps), single.output().toArray(), 1e-6f);
          }
        }
      }
    }
  }

  @Test
  void aStateCarriesOverPiecesOfAnyLength() {
    try (var rig = new Rig(Shape.of(4), STREAMED)) {
      var whole = rig.network.inference(6, 2);
      Rig.randomise(whole.input(), "input");
      var input = whole.input().toArray();
      whole.forward();
      var expected = whole.output().toArray();
      try (var state = rig.network.newState(2)) {
        for (int piece = 0; piece < 2; piece++) {
          var half = piece == 0 ? rig.network.inference(3, 2) : rig.network.training(3, 2);
          half.input().copyFrom(slice(input, piece, 2));
          half.forward(state);
          assertArrayEquals(slice(expected, piece, 2), half.output().toArray(), 1e-6f);
        }
      }
    }
  }

  private static float[] slice(float[] all, int part, int parts) {
    int length = all.length / parts;
    return Arrays.copyOfRange(all, part * length, (part + 1) * length);
  }

  @Test
  void refusesTheStateOfAnotherBatchSize() {
    try (var rig = new Rig(Shape.of(4), STREAMED);
        var state = rig.network.newState(2)) {
      var execution = rig.network.inference(1, 3);
      var e = assertThrows(HillockException.class, () -> execution.forward(state));
      assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
      assertTrue(e.getMessage().contains("newState(3)"), e.getMessage());
    }
  }

  @Test
  void namesTellThePlaceAndStayUnique() {
    Layer twice =
        TestLayers.custom(
            (net, x) -> {
              var inner = net.layer("body", new Dense(3), x);
              return new Dense(2).define(net, new Dense(3).define(net, inner));
            });
    try (var rig = new Rig(Shape.of(4), new Dense(5), twice)) {
      assertEquals(
          List.of(
              "0.weight",
              "0.bias",
              "1.body.weight",
              "1.body.bias",
              "1.weight",
              "1.bias",
              "1.weight-2",
              "1.bias-2"),
          rig.network.parameters().stream().map(Parameter::name).toList());
      assertEquals(
          List.of("0.linear", "1.body.linear", "1.linear", "1.linear-2"),
          rig.network.layers().stream().map(LayerInfo::name).toList());
      assertEquals(4 * 5, rig.network.layers().getFirst().macs());
      assertEquals(4 * 5 + 5, rig.network.layers().getFirst().parameters());
    }
  }

  @Test
  void initialValuesDependOnTheParametersNameAlone() {
    try (var small = new Rig(Shape.of(4), new Dense(5));
        var large = new Rig(Shape.of(4), new Dense(5), new Dense(2))) {
      assertArrayEquals(
          small.network.parameters().getFirst().value().toArray(),
          large.network.parameters().getFirst().value().toArray());
    }
  }

  @Test
  void dropoutMasksWholeSequencesAndOnlyInTraining() {
    try (var rig = new Rig(Shape.of(50), TestLayers.custom((net, x) -> net.dropout(x, 0.3)))) {
      int population = 2 * 50;
      var training = rig.network.training(4, 2);
      training.input().fill(1);
      training.randomise(1);
      training.forward();
      var first = training.output().toArray();
      int dropped = 0;
      for (int i = 0; i < population; i++) {
        assertTrue(first[i] == 0 || Math.abs(first[i] - 1 / 0.7f) < 1e-6);
        dropped += first[i] == 0 ? 1 : 0;
        for (int t = 1; t < 4; t++) {
          assertEquals(first[i], first[t * population + i]);
        }
      }
      assertTrue(dropped > 10 && dropped < 55, dropped + " of 100 dropped");
      training.randomise(2);
      training.forward();
      assertFalse(Arrays.equals(first, training.output().toArray()));
      training.randomise(1);
      training.forward();
      assertArrayEquals(first, training.output().toArray());
      var inference = rig.network.inference(4, 2);
      Rig.randomise(inference.input(), "input");
      inference.forward();
      assertArrayEquals(inference.input().toArray(), inference.output().toArray());
    }
  }

  @Test
  void batchNormNormalisesAndKeepsRunningStatistics() {
    try (var rig =
        new Rig(Shape.of(5, 2), TestLayers.custom((net, x) -> net.batchNorm(x, 0.25, 1e-9)))) {
      var training = rig.network.training(3, 4);
      Rig.randomise(training.input(), "input");
      for (long i = 0; i < training.input().size(); i += 2) {
        training.input().set(i, 3 * training.input().get(i) + 7);
      }
      training.forward();
      long rows = training.input().size() / 2;
      var out = moments(training.output().toArray(), rows);
      assertEquals(0, out[0], 1e-5);
      assertEquals(1, out[1], 1e-4);
      var in = moments(training.input().toArray(), rows);
      var mean = rig.network.buffers().get("0.running_mean");
      var variance = rig.network.buffers().get("0.running_variance");
      assertEquals(0.25 * in[0], mean.get(0), 1e-5);
      assertEquals(0.75 + 0.25 * in[1] * rows / (rows - 1), variance.get(0), 1e-4);
      var inference = rig.network.inference(1, 1);
      inference.input().fill(2);
      inference.forward();
      double expected = (2 - mean.get(0)) / Math.sqrt(variance.get(0));
      assertEquals(expected, inference.output().get(0), 1e-5);
    }
  }

  private static double[] moments(float[] values, long rows) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i += 2) {
      sum += values[i];
      squares += (double) values[i] * values[i];
    }
    double mean = sum / rows;
    return new double[] {mean, squares / rows - mean * mean};
  }

  @Test
  void activityCountsSpikesAndSeesBinaryInputs() {
    try (var rig = new Rig(Shape.of(4), new Dense(6), new Spiking(0.4), new Dense(2))) {
      var execution = rig.network.inference(5, 3);
      Rig.randomise(execution.input(), "input");
      execution.forward();
      var activity = execution.activity();
      assertEquals(3, activity.size());
      var spikes = execution.layerOutput(rig.network.layers().get(1));
      long count = 0;
      for (float s : spikes.toArray()) {
        count += s == 1 ? 1 : 0;
      }
      assertTrue(count > 0);
      assertEquals(count, activity.get(1).outputNonZero());
      assertEquals(count, activity.get(2).inputNonZero());
      assertEquals(5 * 3 * 6, activity.get(1).outputElements());
      assertTrue(activity.get(2).inputBinary());
      assertTrue(!activity.getFirst().inputBinary());
      execution.input().fill(0);
      execution.input().set(3, 1);
      execution.forward();
      assertTrue(execution.activity().getFirst().inputBinary(), "ones and zeros are spikes");
      assertEquals(1, execution.activity().getFirst().inputNonZero());
    }
  }

  @Test
  void inferenceUsesMemoryAgainAndSaysSo() {
    var layers = new ArrayList<Layer>();
    for (int i = 0; i < 20; i++) {
      layers.add(
          TestLayers.custom((net, x) -> net.map(List.of(x), eq -> eq.emit(eq.input().tanh()))));
    }
    try (var rig = new Rig(Shape.of(1000), layers.toArray(Layer[]::new))) {
      var inference = rig.network.inference(2, 2);
      long row = 2 * 2 * 1000 * Float.BYTES;
      assertTrue(inference.memoryBytes() <= 4 * row, inference.memoryBytes() + " bytes");
      assertTrue(rig.network.training(2, 2).memoryBytes() >= 20 * row);
      Rig.randomise(inference.input(), "input");
      inference.forward();
      double expected = inference.input().get(17);
      for (int i = 0; i < 20; i++) {
        expected = Math.tanh(expected);
      }
      assertEquals(expected, inference.output().get(17), 1e-6);
      var hidden = rig.network.layers().get(3);
      var e = assertThrows(HillockException.class, () -> inference.layerOutput(hidden));
      assertEquals(ErrorCode.FAILED_PRECONDITION, e.code());
    }
  }

  @Test
  void equalNeuronsShareAKernelThatCanBeRead() {
    try (var one = new Rig(Shape.of(4), new Spiking(0.5));
        var equal = new Rig(Shape.of(4), new Spiking(0.5), new Spiking(0.5));
        var unequal = new Rig(Shape.of(4), new Spiking(0.5), new Spiking(0.6))) {
      for (var rig : List.of(one, equal, unequal)) {
        rig.network.inference(1, 1);
      }
      assertTrue(one.network.explain().contains("spiking"), one.network.explain());
      assertEquals(one.network.explain(), equal.network.explain());
      assertTrue(unequal.network.explain().length() > equal.network.explain().length());
    }
  }

  @Test
  void executionsAreKept() {
    try (var rig = new Rig(Shape.of(4), STREAMED)) {
      assertSame(rig.network.training(3, 2), rig.network.training(3, 2));
      long used = rig.memory.usedBytes();
      rig.network.inference(3, 1);
      assertEquals(used, rig.memory.usedBytes(), "smaller executions share the memory");
    }
  }

  @Test
  void saysHowMuchMemoryIsMissing() {
    try (var rig = new Rig(Shape.of(4), new Dense(1000))) {
      var e = assertThrows(HillockException.class, () -> rig.network.training(100, 1000));
      assertEquals(ErrorCode.RESOURCE_EXHAUSTED, e.code());
      assertTrue(
          e.getMessage().contains("training on batches of 1000 sequences of 100 steps needs"),
          e.getMessage());
      assertTrue(
          e.getMessage().contains("free: take a batch-size of 62 (47.4 MiB), or take fewer"),
          e.getMessage());
      rig.network.training(2, 2).forward();
      assertTrue(rig.log.getFirst().startsWith("training on batches of 2 sequences of 2 steps"));
    }
  }

  @Test
  void inferenceHasNoBackwardPass() {
    try (var rig = new Rig(Shape.of(4), STREAMED)) {
      var execution = rig.network.inference(2, 2);
      assertThrows(HillockException.class, execution::backward);
      assertThrows(HillockException.class, execution::outputGradient);
    }
  }

  @Test
  void aSteadyStepAllocatesNoMemoryOutsideTheHeap() {
    try (var rig = new Rig(Shape.of(4), STREAMED)) {
      var execution = rig.network.training(5, 3);
      step(execution);
      long used = rig.memory.usedBytes();
      for (int i = 0; i < 5; i++) {
        step(execution);
      }
      assertEquals(used, rig.memory.usedBytes());
      assertEquals(used, rig.memory.peakBytes());
    }
  }

  private static void step(Execution execution) {
    Rig.randomise(execution.input(), "input");
    execution.forward();
    execution.outputGradient().fill(1);
    execution.backward();
  }

  @Test
  void findsTheFirstLayerWhoseValuesAreNotFinite() {
    try (var rig = new Rig(Shape.of(4), STREAMED)) {
      var execution = rig.network.training(2, 2);
      Rig.randomise(execution.input(), "input");
      execution.forward();
      assertEquals(Optional.empty(), rig.network.firstNotFinite());
      rig.network.parameters().stream()
          .filter(p -> p.name().equals("2.bias"))
          .forEach(p -> p.value().set(0, Float.NaN));
      execution.forward();
      assertEquals(
          Optional.of("the output of 2.linear at network[2] (dense)"),
          rig.network.firstNotFinite());
    }
  }

  @Test
  void closingGivesMemoryBack() {
    try (var memory = Memory.limited(1 << 20);
        var device = new ReferenceBackend().open(1)) {
      for (int i = 0; i < 100; i++) {
        try (var network =
            Networks.build(List.of(STREAMED), Shape.of(4), device, memory, RandomStream.of(i))) {
          network.training(3, 10);
        }
      }
      assertEquals(0, memory.usedBytes());
    }
  }
}
