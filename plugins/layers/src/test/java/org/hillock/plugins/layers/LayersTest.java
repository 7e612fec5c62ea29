package org.hillock.plugins.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.equations.Equations;
import org.hillock.api.network.Layer;
import org.hillock.api.network.Network;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Networks;
import org.hillock.engine.reference.ReferenceBackend;
import org.junit.jupiter.api.Test;

class LayersTest {

  /** Sends on what it receives, so that currents can be seen. */
  private record Wire() implements NeuronModel {
    @Override
    public void define(Equations eq) {
      eq.emit(eq.input());
    }

    @Override
    public boolean spiking() {
      return false;
    }
  }

  /** Something done with a built network. */
  @FunctionalInterface
  private interface Use {
    void with(Network network);
  }

  private static void build(Layer layer, Shape input, Use use) {
    try (var memory = Memory.open();
        var device = new ReferenceBackend().open(1);
        var network = Networks.build(List.of(layer), input, device, memory, RandomStream.of(3))) {
      use.with(network);
    }
  }

  private static Map<String, Tensor> values(Network network) {
    return network.parameters().stream().collect(Collectors.toMap(p -> p.name(), p -> p.value()));
  }

  private static float[] run(Network network, int steps, int batch, float... input) {
    var execution = network.inference(steps, batch);
    execution.input().copyFrom(input);
    execution.forward();
    return execution.output().toArray();
  }

  @Test
  void linearMultipliesAndAddsItsBias() {
    build(
        new Linear(2, true, Weights.KAIMING, 1),
        Shape.of(3),
        network -> {
          values(network).get("0.weight").copyFrom(new float[] {1, 2, 3, 4, 5, 6});
          values(network).get("0.bias").copyFrom(new float[] {.5f, -.5f});
          assertArrayEquals(
              new float[] {1.5f, 1.5f, 8.5f, 9.5f},
              run(network, 1, 2, new float[] {1, 0, 0, 0, 1, 1}));
        });
  }

  @Test
  void linearWithoutBiasHasWeightsAlone() {
    build(
        new Linear(2, false, Weights.KAIMING, 1),
        Shape.of(3),
        network -> assertEquals(List.of("0.weight"), List.copyOf(values(network).keySet())));
  }

  @Test
  void weightsFillTheirRangeAndNoMore() {
    var bounds =
        Map.of(
            Weights.KAIMING, Math.sqrt(6 / 100.0),
            Weights.XAVIER, Math.sqrt(6 / 150.0),
            Weights.LECUN, Math.sqrt(3 / 100.0),
            Weights.FAN_IN, Math.sqrt(1 / 100.0));
    bounds.forEach(
        (weights, bound) ->
            build(
                new Linear(50, false, weights, 2),
                Shape.of(100),
                network -> {
                  float[] drawn = values(network).get("0.weight").toArray();
                  double largest = 0;
                  double sum = 0;
                  for (float w : drawn) {
                    largest = Math.max(largest, Math.abs(w));
                    sum += w;
                  }
                  assertTrue(largest <= 2 * bound && largest > 1.98 * bound, weights.toString());
                  assertEquals(0, sum / drawn.length, .06 * bound, weights.toString());
                }));
  }

  @Test
  void recurrentNeuronsReceiveTheirOwnOutputOneStepLater() {
    build(
        new RecurrentLinear(2, new Wire(), true, Weights.KAIMING, 1, Weights.FAN_IN, 1),
        Shape.of(1),
        network -> {
          values(network).get("0.weight").copyFrom(new float[] {1, 0});
          values(network).get("0.bias").copyFrom(new float[] {0, .25f});
          values(network).get("0.recurrent").copyFrom(new float[] {0, 2, 0, 0});
          assertArrayEquals(new float[] {1, .25f, 0, 2.25f, 0, .25f}, run(network, 3, 1, 1, 0, 0));
        });
  }

  @Test
  void aSpikeInhibitsAllOtherNeuronsOneStepLater() {
    build(
        new LateralInhibition(new Wire(), .5),
        Shape.of(3),
        network ->
            assertArrayEquals(
                new float[] {1, 0, 2, -1, -1.5f, -.5f}, run(network, 2, 1, 1, 0, 2, 0, 0, 0)));
  }

  @Test
  void recurrentGainOfZeroBeginsWithoutRecurrence() {
    build(
        new RecurrentLinear(4, new Wire(), true, Weights.KAIMING, 1, Weights.FAN_IN, 0),
        Shape.of(2),
        network -> assertArrayEquals(new float[16], values(network).get("0.recurrent").toArray()));
  }

  @Test
  void recurrentNeuronsWantOneAxis() {
    var layer = new RecurrentLinear(2, new Wire(), true, Weights.KAIMING, 1, Weights.FAN_IN, 1);
    var refused =
        assertThrows(
            HillockException.class, () -> Networks.outline(List.of(layer), Shape.of(8, 8, 1)));
    assertEquals(ErrorCode.SHAPE_MISMATCH, refused.code());
    assertEquals(
        "network[0] (recurrent-linear): takes features on one axis, got 8×8×1; put flatten before"
            + " it",
        refused.getMessage());
  }

  @Test
  void flattenPutsAllFeaturesOnOneAxis() {
    var outline =
        Networks.outline(
            List.of(new Flatten(), new Linear(10, true, Weights.KAIMING, 1)), Shape.of(8, 8, 1));
    assertEquals(Shape.of(10), outline.output());
  }

  @Test
  void dropoutSilencesAFeatureForAllOfASequence() {
    build(
        new Dropout(.5),
        Shape.of(1000),
        network -> {
          var execution = network.training(3, 1);
          execution.input().fill(1);
          execution.randomise(0);
          execution.forward();
          float[] out = execution.output().toArray();
          float[] first = Arrays.copyOf(out, 1000);
          assertArrayEquals(first, Arrays.copyOfRange(out, 2000, 3000));
          int alive = 0;
          for (float x : first) {
            assertTrue(x == 0 || x == 2);
            alive += x == 2 ? 1 : 0;
          }
          assertEquals(500, alive, 60);
        });
  }

  @Test
  void batchNormLeavesMeanZeroAndVarianceOne() {
    build(
        new BatchNorm(.1, 1e-5),
        Shape.of(1),
        network -> {
          var execution = network.training(2, 2);
          execution.input().copyFrom(new float[] {1, 3, 5, 7});
          execution.forward();
          double deviation = Math.sqrt(5 + 1e-5);
          float[] out = execution.output().toArray();
          assertEquals(-3 / deviation, out[0], 1e-6);
          assertEquals(3 / deviation, out[3], 1e-6);
        });
  }
}
