package org.hillock.engine.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Credit;
import org.hillock.api.network.Execution;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Leaky;
import org.hillock.engine.network.TestLayers.Spiking;
import org.junit.jupiter.api.Test;

/** What only a scan reads is computed by the scan. */
class FusionTest {

  private static final int N = 6;
  private static final Shape INPUT = Shape.of(4);

  private static Value normalised(NetworkBuilder net, Value x) {
    return net.batchNorm(x, 0.3, 1e-3, 0.8);
  }

  /** Two normalised paths that meet before a scan. */
  private static Value residual(NetworkBuilder net, Value x) {
    var w = net.parameter("w", Shape.of(N, N), Initialiser.uniform(1));
    var past = net.linear(x, w, Optional.empty());
    return net.multiply(net.add(normalised(net, x), past), normalised(net, past));
  }

  /** Synapses without bias. */
  private static Layer dense() {
    return TestLayers.custom(
        (net, x) -> {
          var w = net.parameter("w", Shape.of(x.shape().dim(0), N), Initialiser.uniform(1));
          return net.linear(x, w, Optional.empty());
        });
  }

  private interface Before {
    Value of(NetworkBuilder net, Value x);
  }

  private static Layer together(Before before) {
    return TestLayers.custom((net, x) -> new Leaky().define(net, before.of(net, x)));
  }

  /** What a second step reads has to be there. */
  private static Layer apart(Before before) {
    return TestLayers.custom(
        (net, x) -> {
          var y = before.of(net, x);
          var z = new Leaky().define(net, y);
          return net.slice(net.concatenate(List.of(z, y)), 0, N);
        });
  }

  private static List<float[]> results(Layer layer) {
    try (var rig = new Rig(INPUT, new Dense(N), layer, new Dense(3))) {
      var all = new ArrayList<float[]>();
      var training = rig.network.training(5, 7);
      Rig.randomise(training.input(), "input");
      training.forward();
      all.add(training.output().toArray());
      Rig.randomise(training.outputGradient(), "gradient");
      training.backward();
      rig.network.parameters().forEach(p -> all.add(p.gradient().toArray()));
      rig.network.buffers().values().forEach(b -> all.add(b.toArray()));
      var inference = rig.network.inference(5, 7);
      Rig.randomise(inference.input(), "input");
      inference.forward();
      all.add(inference.output().toArray());
      return all;
    }
  }

  private static void assertSame(Before before) {
    var expected = results(apart(before));
    var found = results(together(before));
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < found.size(); i++) {
      assertArrayEquals(expected.get(i), found.get(i), 2e-5f, "result " + i);
    }
  }

  @Test
  void aNormalisationWithinAScanGivesWhatItGivesApart() {
    assertSame(FusionTest::normalised);
  }

  /** Synapses with a bias, normalised; whether something else reads them too. */
  private static Layer biased(boolean alone) {
    return TestLayers.custom(
        (net, x) -> {
          var y = new Dense(N).define(net, x);
          var z = new Leaky().define(net, normalised(net, y));
          return alone ? z : net.slice(net.concatenate(List.of(z, y)), 0, N);
        });
  }

  @Test
  void aNormalisationTakesTheBiasBeforeItIntoAccount() {
    var expected = results(biased(false));
    var found = results(biased(true));
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < found.size(); i++) {
      assertArrayEquals(expected.get(i), found.get(i), 2e-5f, "result " + i);
    }
  }

  @Test
  void theBiasBeforeANormalisationTakesNoPassOfItsOwn() {
    var norm = TestLayers.custom(FusionTest::normalised);
    try (var rig = new Rig(INPUT, new Dense(N), norm, new Spiking(0.5))) {
      var training = training(rig);
      training.forward();
      Rig.randomise(training.outputGradient(), "gradient");
      rig.network.parameters().get(1).gradient().fill(5);
      training.backward();
      assertEquals("0.bias", rig.network.parameters().get(1).name());
      assertArrayEquals(new float[N], rig.network.parameters().get(1).gradient().toArray());
      assertFalse(rig.network.explain().contains("bias"), rig.network.explain());
      var layers = rig.network.layers();
      assertEquals(2, rig.network.parameters(layers.get(0)).size());
      var e = assertThrows(HillockException.class, () -> training.layerOutput(layers.get(0)));
      assertTrue(e.getMessage().contains("bias"), e.getMessage());
      assertEquals(layers.get(0), training.activity().getFirst().layer());
    }
  }

  @Test
  void aTreeOfFunctionsWithinAScanGivesWhatItGivesApart() {
    assertSame(FusionTest::residual);
  }

  private static Execution training(Rig rig) {
    return rig.network.training(5, 7);
  }

  /** What is normalised is kept, for its gradient; the result is not. */
  @Test
  void whatIsComputedWithinAScanTakesNoMemory() {
    Layer norm = TestLayers.custom(FusionTest::normalised);
    long row = 5 * 7 * 100 * Float.BYTES;
    try (var with = new Rig(INPUT, new Dense(100), norm, new Spiking(0.5), new Dense(3));
        var without = new Rig(INPUT, new Dense(100), new Spiking(0.5), new Dense(3))) {
      long more = training(with).memoryBytes() - training(without).memoryBytes();
      assertTrue(more < 1.5 * row, more + " bytes more, a row takes " + row);
    }
  }

  @Test
  void theGradientOfAFunctionsInputReplacesThatOfItsOutput() {
    Layer twice =
        TestLayers.custom((net, x) -> net.map(List.of(x), eq -> eq.emit(eq.input().times(2))));
    long row = 5 * 7 * 1000 * Float.BYTES;
    try (var rig = new Rig(INPUT, new Dense(1000), twice, new Dense(3))) {
      long bytes = training(rig).memoryBytes();
      assertTrue(bytes < 3.5 * row, bytes + " bytes for x, y and one gradient of " + row);
    }
  }

  @Test
  void layersStayAsTheyWereDefined() {
    Layer norm = TestLayers.custom(FusionTest::normalised);
    try (var rig = new Rig(INPUT, dense(), norm, new Spiking(0.5), new Dense(3))) {
      var layers = rig.network.layers();
      assertEquals(4, layers.size());
      assertEquals(2 * N, layers.get(1).parameters());
      assertEquals(
          List.of("1.scale", "1.shift"),
          rig.network.parameters(layers.get(1)).stream().map(p -> p.name()).toList());
      var training = rig.network.training(5, 7, new Credit.Local());
      Rig.randomise(training.input(), "input");
      training.forward();
      assertEquals(3, training.activity().size());
      assertEquals(
          rig.device.countNonZero(training.layerOutput(layers.get(2))),
          training.activity().get(1).outputNonZero());
      var e = assertThrows(HillockException.class, () -> training.layerOutput(layers.get(1)));
      assertEquals(ErrorCode.FAILED_PRECONDITION, e.code());
      assertTrue(e.getMessage().contains("within"), e.getMessage());
      assertThrows(HillockException.class, () -> training.layerInput(layers.get(2)));
      assertEquals(
          training.layerOutput(layers.get(0)).segment(),
          training.layerInput(layers.get(1)).segment());
    }
  }
}
