package org.hillock.engine.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Window;
import org.hillock.api.backend.Windows;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Loop;
import org.hillock.engine.network.TestLayers.Spiking;
import org.junit.jupiter.api.Test;

/** What layers did, counted by hand or by a loop over all synapses. */
class ActivityTest {

  private static final Window PADDED = new Window(3, 2, 1, 1);

  private static Layer convolution(int out, int groups) {
    return TestLayers.custom(
        (net, x) -> {
          var shape = Shape.of(3, 3, x.shape().dim(2) / groups, out);
          var weight = net.parameter("weight", shape, Initialiser.kaimingUniform(9));
          return net.conv2d(x, weight, Optional.empty(), PADDED, PADDED, groups);
        });
  }

  private static Layer transposed(int height, int width, int channels) {
    return TestLayers.custom(
        (net, x) -> {
          var weight =
              net.parameter(
                  "weight",
                  Shape.of(3, 3, channels, x.shape().dim(2)),
                  Initialiser.kaimingUniform(9));
          var windows = new Windows(height, width, channels, PADDED, PADDED);
          var of = new Convolution(windows, x.shape().dim(2), 1);
          return net.transposedConv2d(x, weight, Optional.empty(), of);
        });
  }

  /** NeuroBench's documentation, synaptic operations. */
  @Test
  void synapticOperationsOfNeuroBenchsExampleAre4Of9() {
    try (var rig = new Rig(Shape.of(3), new Dense(3))) {
      rig.network
          .parameters()
          .getFirst()
          .value()
          .copyFrom(new float[] {1.3f, 0, -1.1f, 0, 1.2f, 2.7f, -3.2f, -5.1f, 0});
      var execution = rig.network.inference(1, 1);
      execution.input().copyFrom(new float[] {0, 1.3f, -1});
      execution.forward();
      var activity = execution.activity().getFirst();
      assertEquals(4, activity.operations());
      assertEquals(9, activity.denseOperations());
      assertTrue(!activity.inputBinary(), "1.3 is no spike");
    }
  }

  /** The operation on ones wherever something is not zero sums to the operations. */
  @Test
  void convolutionsCountTheSynapsesThatAreThere() {
    for (var layer : List.of(convolution(4, 1), convolution(4, 2), transposed(9, 7, 3))) {
      try (var rig = new Rig(Shape.of(5, 4, 2), layer)) {
        var weight = rig.network.parameters().getFirst().value();
        var execution = rig.network.inference(2, 3);
        Rig.randomise(execution.input(), "input");
        for (long i = 0; i < execution.input().size(); i += 3) {
          execution.input().set(i, 0);
        }
        for (long i = 0; i < weight.size(); i += 4) {
          weight.set(i, 0);
        }
        execution.forward();
        var activity = execution.activity().getFirst();
        binarise(execution.input());
        binarise(weight);
        execution.forward();
        assertEquals(sum(execution.output()), activity.operations());
        assertEquals(activity.operations(), execution.activity().getFirst().operations());
        execution.input().fill(1);
        weight.fill(1);
        execution.forward();
        assertEquals(sum(execution.output()), activity.denseOperations());
        assertEquals(sum(execution.output()), execution.activity().getFirst().operations());
      }
    }
  }

  private static void binarise(Tensor values) {
    for (long i = 0; i < values.size(); i++) {
      values.set(i, values.get(i) == 0 ? 0 : 1);
    }
  }

  private static long sum(Tensor values) {
    double sum = 0;
    for (float value : values.toArray()) {
      sum += value;
    }
    return Math.round(sum);
  }

  @Test
  void recurrentNeuronsReceiveTheSpikesOfTheStepBefore() {
    try (var rig = new Rig(Shape.of(4), new Dense(6), new Loop(new Spiking(0.4)))) {
      var execution = rig.network.inference(5, 3);
      Rig.randomise(execution.input(), "input");
      execution.forward();
      var layers = rig.network.layers();
      var spikes = execution.layerOutput(layers.getLast());
      long arrived = rig.device.countNonZero(spikes.slice(0, 4));
      assertTrue(arrived < rig.device.countNonZero(spikes), "the last step spikes too");
      assertEquals(6 * arrived, execution.activity().getLast().operations());
      assertEquals(5 * 3 * 36, execution.activity().getLast().denseOperations());
    }
  }

  @Test
  void rectifiersAreMeasuredAndNormalisationsAreNot() {
    Layer doubled =
        TestLayers.custom((net, x) -> net.map(List.of(x), eq -> eq.emit(eq.input().times(2))));
    Layer rectifier =
        TestLayers.custom((net, x) -> net.map(List.of(x), eq -> eq.emit(eq.input().max(0))));
    try (var rig = new Rig(Shape.of(4), doubled, rectifier, doubled)) {
      var execution = rig.network.inference(1, 2);
      Rig.randomise(execution.input(), "input");
      long positive = 0;
      for (float x : execution.input().toArray()) {
        positive += x > 0 ? 1 : 0;
      }
      execution.forward();
      var activity = execution.activity();
      assertEquals(1, activity.size());
      assertEquals(positive, activity.getFirst().outputNonZero());
      assertEquals(8, activity.getFirst().outputElements());
    }
  }

  @Test
  void aStateShowsWhatEachLayerCarries() {
    try (var rig = new Rig(Shape.of(4), new Dense(6), new Spiking(0.4), new Dense(2));
        var state = rig.network.newState(3)) {
      var layers = rig.network.layers();
      assertThrows(HillockException.class, () -> state.values(layers.get(1)));
      var execution = rig.network.inference(1, 3);
      Rig.randomise(execution.input(), "input");
      execution.forward(state);
      assertEquals(List.of(), List.copyOf(state.values(layers.getFirst()).keySet()));
      var carried = state.values(layers.get(1));
      assertEquals(Shape.of(3, 6), carried.values().iterator().next().shape());
      var before = carried.values().iterator().next().toArray();
      execution.forward(state);
      assertTrue(
          !Arrays.equals(before, carried.values().iterator().next().toArray()),
          "the potential moves on");
    }
  }
}
