package org.hillock.engine.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Credit;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Spiking;
import org.junit.jupiter.api.Test;

/** Which ways of assigning credit fit which sequences. */
class CreditTest {

  @Test
  void refusesWhatDoesNotFit() {
    try (var rig = new Rig(Shape.of(4), new Dense(5), new Spiking(0.5), new Dense(2))) {
      var network = rig.network;
      var steps =
          assertThrows(
              HillockException.class, () -> network.training(2, 1, new Credit.Traced(.5, .5)));
      assertEquals(ErrorCode.INVALID_ARGUMENT, steps.code());
      var whole = network.training(2, 1);
      assertEquals(
          ErrorCode.FAILED_PRECONDITION,
          assertThrows(HillockException.class, () -> whole.backward((layer, gradient) -> {}))
              .code());
      var layer = network.layers().getFirst();
      assertEquals(
          ErrorCode.FAILED_PRECONDITION,
          assertThrows(HillockException.class, () -> whole.layerOutputGradient(layer)).code());
      var local = network.training(2, 1, new Credit.Local());
      assertEquals(
          ErrorCode.FAILED_PRECONDITION,
          assertThrows(HillockException.class, local::backward).code());
    }
  }
}
