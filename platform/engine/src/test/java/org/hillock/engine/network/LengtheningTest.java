package org.hillock.engine.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Credit;
import org.hillock.api.network.Layer;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Leaky;
import org.hillock.engine.network.TestLayers.Spiking;
import org.junit.jupiter.api.Test;

/** Layers that make sequences longer. */
class LengtheningTest {

  /** The inputs, then a weight times the last of them for some steps more. */
  private record Tail(int addedSteps) implements Operation {

    @Override
    public String name() {
      return "tail";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public Kernel prepare(Preparation at) {
      int steps = at.steps();
      assertEquals(steps + addedSteps, at.outputSteps());
      var x = at.input(0);
      var weight = at.input(1);
      var y = at.output();
      var dy = at.outputGradient();
      var dx = at.inputGradient(0);
      var dw = at.inputGradient(1);
      return new Kernel() {
        @Override
        public void forward() {
          y.tensor().slice(0, steps).copyFrom(x.tensor());
          var last = x.tensor().at(steps - 1);
          for (int t = steps; t < steps + addedSteps; t++) {
            for (long i = 0; i < last.size(); i++) {
              y.tensor().at(t).set(i, last.get(i) * weight.tensor().get(0));
            }
          }
        }

        @Override
        public void backward() {
          boolean wanted = at.needsGradient(0);
          float sum = 0;
          var last = x.tensor().at(steps - 1);
          if (wanted) {
            dx.tensor().copyFrom(dy.tensor().slice(0, steps));
          }
          for (int t = steps; t < steps + addedSteps; t++) {
            for (long i = 0; i < last.size(); i++) {
              float arriving = dy.tensor().at(t).get(i);
              sum += arriving * last.get(i);
              if (wanted) {
                var to = dx.tensor().at(steps - 1);
                to.set(i, to.get(i) + arriving * weight.tensor().get(0));
              }
            }
          }
          dw.tensor().set(0, sum);
        }
      };
    }
  }

  private static Layer tail(int steps) {
    return TestLayers.custom(
        (net, x) -> {
          var weight = net.parameter("weight", Shape.of(1), (t, random) -> t.fill(0.5f));
          return net.apply(new Tail(steps), List.of(x, weight));
        });
  }

  private static Layer normalised() {
    return TestLayers.custom((net, x) -> net.batchNorm(x, 0.1, 1e-5, 1));
  }

  @Test
  void eachLayerIsLongerByAllThatWasAddedBefore() {
    try (var rig = new Rig(Shape.of(2), tail(1), new Dense(3), new Spiking(0.2), tail(2))) {
      assertEquals(3, rig.network.addedSteps());
      var training = rig.network.training(4, 2, new Credit.Local());
      for (var execution : List.of(rig.network.inference(4, 2), training)) {
        Rig.randomise(execution.input(), "input");
        execution.forward();
        assertEquals(4, execution.steps());
        assertEquals(Shape.of(4, 2, 2), execution.input().shape());
        assertEquals(Shape.of(7, 2, 3), execution.output().shape());
        var lif = rig.network.layers().get(2);
        assertEquals(Shape.of(5, 2, 3), execution.layerOutput(lif).shape());
        var activity = execution.activity();
        assertEquals(5 * 2 * 3, activity.getLast().outputElements(), activity.toString());
        assertEquals(5 * 2 * 2, activity.getFirst().inputElements(), activity.toString());
      }
    }
  }

  @Test
  void gradientsReachWhatComesBefore() {
    Layer[] layers = {
      new Dense(3), tail(2), normalised(), new Leaky(), new Dense(2), tail(1), new Leaky()
    };
    for (var activations : Activations.values()) {
      try (var rig = new Rig(activations, Shape.of(2), layers)) {
        double error = rig.gradientError(4, 2);
        assertTrue(error < 1e-4, activations + ": off by " + error);
      }
    }
  }

  @Test
  void branchesOfOneLengthMerge() {
    var both =
        TestLayers.custom((net, x) -> net.add(x, tail(2).define(net, tail(1).define(net, x))));
    var e =
        assertThrows(HillockException.class, () -> Networks.outline(List.of(both), Shape.of(2)));
    assertEquals(ErrorCode.SHAPE_MISMATCH, e.code());
    assertTrue(
        e.getMessage().contains("one 0 time steps longer than the data and another 3"),
        e.getMessage());
    var alike =
        TestLayers.custom(
            (net, x) ->
                net.concatenate(
                    List.of(tail(3).define(net, x), tail(2).define(net, tail(1).define(net, x)))));
    try (var rig = new Rig(Shape.of(2), alike)) {
      assertEquals(Shape.of(5, 1, 4), rig.network.inference(2, 1).output().shape());
    }
  }

  @Test
  void onlyWholeSequencesAreLengthened() {
    try (var rig = new Rig(Shape.of(2), new Dense(2), tail(3));
        var state = rig.network.newState(1)) {
      var execution = rig.network.inference(1, 1);
      var e = assertThrows(HillockException.class, () -> execution.forward(state));
      assertEquals(ErrorCode.FAILED_PRECONDITION, e.code());
      assertTrue(e.getMessage().contains("by 3 time steps"), e.getMessage());
    }
  }

  @Test
  void anOperationDoesNotShortenSequences() {
    var e =
        assertThrows(
            HillockException.class, () -> Networks.outline(List.of(tail(-1)), Shape.of(2)));
    assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
  }

  @Test
  void whatAddsNothingChangesNothing() {
    try (var plain = new Rig(Shape.of(2), new Dense(2));
        var tailed = new Rig(Shape.of(2), new Dense(2), tail(0))) {
      var expected = plain.network.inference(3, 1);
      var found = tailed.network.inference(3, 1);
      Rig.randomise(expected.input(), "input");
      Rig.randomise(found.input(), "input");
      expected.forward();
      found.forward();
      assertArrayEquals(expected.output().toArray(), found.output().toArray());
    }
  }
}
