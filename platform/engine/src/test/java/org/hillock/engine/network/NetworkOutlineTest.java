package org.hillock.engine.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.equations.Equations;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Spiking;
import org.junit.jupiter.api.Test;

class NetworkOutlineTest {

  /** Integrates and tells nobody. */
  record Silent() implements NeuronModel {
    @Override
    public void define(Equations eq) {
      var v = eq.state("v", 0);
      eq.next(v, v.plus(eq.input()));
    }

    @Override
    public boolean spiking() {
      return false;
    }
  }

  @Test
  void outlineKnowsShapesWithoutBuilding() {
    var outline = Networks.outline(List.of(new Dense(5), new Spiking(1)), Shape.of(3, 4));
    assertEquals(Shape.of(3, 5), outline.output());
    assertEquals("1.spiking", outline.layers().get(1).name());
    assertTrue(outline.layers().get(1).spiking());
  }

  @Test
  void shapeProblemsNameTheLayer() {
    Layer wrong =
        TestLayers.custom(
            (net, x) ->
                net.linear(
                    x,
                    net.parameter("w", Shape.of(7, 2), Initialiser.constant(0)),
                    Optional.empty()));
    var e =
        assertThrows(
            HillockException.class,
            () -> Networks.outline(List.of(new Dense(5), wrong), Shape.of(4)));
    assertEquals(ErrorCode.SHAPE_MISMATCH, e.code());
    assertTrue(
        e.getMessage().startsWith("network[1] (custom): takes 7 features on the last axis, got 5"),
        e.getMessage());
  }

  @Test
  void aNeuronThatEmitsNothingIsRefusedWithItsPlace() {
    var layers = List.<Layer>of(new Dense(5), new Silent());
    var e = assertThrows(HillockException.class, () -> Networks.outline(layers, Shape.of(4)));
    assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
    assertTrue(e.getMessage().startsWith("network[1] (silent): "), e.getMessage());
    assertTrue(e.getMessage().endsWith("silent takes 1 and emits 0"), e.getMessage());
  }
}
