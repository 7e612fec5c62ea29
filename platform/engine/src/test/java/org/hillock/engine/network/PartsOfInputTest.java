package org.hillock.engine.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.Wired.Source;
import org.junit.jupiter.api.Test;

/** Branches that begin at named parts of the network's input. */
class PartsOfInputTest {

  private static final NetworkInput INPUT =
      NetworkInput.of(
          List.of(
              new NetworkInput.Part("image", Shape.of(2, 3)),
              new NetworkInput.Part("sound", Shape.of(4))));

  private static Wired from(String part, Layer layer) {
    return new Wired(layer, List.of(Source.part(part)));
  }

  /** Twice what arrives. */
  private record Twice() implements Layer {
    @Override
    public Value define(NetworkBuilder net, Value x) {
      return net.add(x, x);
    }
  }

  @Test
  void aBranchTakesTheValuesOfItsPartUnderItsShape() {
    assertArrayEquals(new float[] {0, 2, 4, 6, 8, 10, 20, 22, 24, 26, 28, 30}, run("image", 2, 3));
    assertArrayEquals(new float[] {12, 14, 16, 18, 32, 34, 36, 38}, run("sound", 4));
  }

  private static float[] run(String part, int... shape) {
    try (var rig = new Rig(Activations.KEPT, INPUT, from(part, new Twice()))) {
      assertEquals(Shape.of(shape), rig.network.outputShape());
      assertEquals(Shape.of(10), rig.network.inputShape());
      var execution = rig.network.inference(2, 1);
      for (int i = 0; i < execution.input().size(); i++) {
        execution.input().set(i, i);
      }
      execution.forward();
      return execution.output().toArray();
    }
  }

  @Test
  void branchesFromPartsLearn() {
    try (var rig =
        new Rig(
            Activations.KEPT,
            INPUT,
            from("sound", new Dense(3)),
            from("sound", new Dense(3)),
            Wired.to(new Dense(2), 0))) {
      assertEquals(
          List.of("data.sound", "0.linear", "1.linear", "2.linear"),
          rig.network.layers().stream().map(l -> l.name()).toList());
      assertEquals(
          List.of(true, true, true, false),
          rig.network.layers().stream().map(l -> l.readsData()).toList());
      assertTrue(rig.gradientError(3, 2) < 1e-3);
    }
  }

  private static List<String> log(Layer... layers) {
    try (var rig = new Rig(Activations.KEPT, INPUT, layers)) {
      return rig.log;
    }
  }

  @Test
  void partsThatNoLayerTakesAreSaid() {
    assertEquals(
        List.of("no layer takes part 'image' of the data"), log(from("sound", new Dense(3))));
    assertEquals(List.of(), log(new Dense(3)));
    assertEquals(
        List.of(), log(new Dense(3), from("sound", new Dense(3)), Wired.to(new Dense(2), 0)));
    assertEquals(
        List.of(),
        log(
            from("image", TestLayers.custom((net, x) -> net.reshape(x, Shape.of(6)))),
            from("sound", new Dense(3)),
            Wired.to(new Dense(2), 0)));
  }

  @Test
  void aPartThatIsNotThereIsRefusedWithItsPlaceAndTheNearest() {
    var layers = List.<Layer>of(from("sond", new Dense(3)));
    var e = assertThrows(HillockException.class, () -> Networks.outline(layers, INPUT));
    assertEquals(ErrorCode.SHAPE_MISMATCH, e.code());
    assertEquals(
        "network[0] (dense): the data have no part 'sond'; did you mean sound?", e.getMessage());
    var other = List.<Layer>of(from("smell", new Dense(3)));
    assertEquals(
        "network[0] (dense): the data have no part 'smell'; known: image, sound",
        assertThrows(HillockException.class, () -> Networks.outline(other, INPUT)).getMessage());
  }
}
