package org.hillock.engine.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.hillock.api.HillockException;
import org.hillock.api.network.Layer;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Parameter;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Leaky;
import org.hillock.engine.network.TestLayers.Loop;
import org.hillock.engine.network.TestLayers.Spiking;
import org.junit.jupiter.api.Test;

class NetworkTest {

  private static final Layer[] LAYERS = {
    new Dense(6), new Loop(new Spiking(0.4)), new Dense(5), new Leaky(), new Dense(2)
  };

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
  void inferenceHasNoBackwardPass() {
    try (var rig = new Rig(Shape.of(4), LAYERS)) {
      var execution = rig.network.inference(2, 2);
      assertThrows(HillockException.class, execution::backward);
      assertThrows(HillockException.class, execution::outputGradient);
    }
  }

  @Test
  void findsTheFirstLayerWhoseValuesAreNotFinite() {
    try (var rig = new Rig(Shape.of(4), LAYERS)) {
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
}
