package org.hillock.engine.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Layer;
import org.hillock.api.network.State;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Leaky;
import org.hillock.engine.network.TestLayers.Loop;
import org.hillock.engine.network.TestLayers.Spiking;
import org.junit.jupiter.api.Test;

/** Training that recomputes activations: the same bits, in less memory. */
class RecomputedActivationsTest {

  private static final int STEPS = 6;
  private static final int BATCH = 5;
  private static final Shape INPUT = Shape.of(12);

  /** Dropout, running statistics, states of two kinds, and a path past several segments. */
  private static Layer[] layers() {
    var blocks = new ArrayList<Layer>();
    for (int i = 0; i < 4; i++) {
      blocks.add(new Dense(12));
      blocks.add(TestLayers.custom((net, x) -> net.batchNorm(x, 0.3, 1e-3)));
      blocks.add(new Loop(new Spiking(0.4)));
      blocks.add(TestLayers.custom((net, x) -> net.dropout(x, 0.2)));
      blocks.add(new Leaky());
    }
    var past =
        TestLayers.custom(
            (net, x) -> {
              var first = new Spiking(0.3).define(net, new Dense(12).define(net, x));
              var all = TestLayers.inOrder(blocks).define(net, first);
              return net.concatenate(List.of(net.add(first, all), all));
            });
    return new Layer[] {past, new Dense(3)};
  }

  private static Rig rig(Activations activations) {
    return new Rig(activations, INPUT, layers());
  }

  /** Everything that a few steps of training write, as bits. */
  private static List<String> train(Activations activations, boolean stateful, boolean measured) {
    var seen = new ArrayList<String>();
    try (var rig = rig(activations);
        var state = rig.network.newState(BATCH)) {
      for (int step = 0; step < 4; step++) {
        if (step == 2) {
          state.reset();
        }
        step(rig, step, stateful ? Optional.of(state) : Optional.empty(), measured, seen);
      }
    }
    return seen;
  }

  private static void step(
      Rig rig, int step, Optional<State> state, boolean measured, List<String> seen) {
    var execution = rig.network.training(STEPS, BATCH);
    Rig.randomise(execution.input(), "input " + step);
    execution.randomise(step);
    state.ifPresentOrElse(execution::forward, execution::forward);
    seen.add(bits(execution.output()));
    Rig.randomise(execution.outputGradient(), "gradient " + step);
    if (measured && step % 2 == 0) {
      execution.activity();
    }
    execution.backward();
    rig.network.parameters().forEach(p -> seen.add(p.name() + bits(p.gradient())));
    rig.network.buffers().forEach((name, values) -> seen.add(name + bits(values)));
    seen.add(execution.activity().toString());
    seen.add(rig.network.firstNotFinite().toString());
  }

  private static String bits(Tensor tensor) {
    return Arrays.toString(tensor.toArray());
  }

  @Test
  void everyBitIsThatOfKeptActivations() {
    for (boolean stateful : new boolean[] {false, true}) {
      var kept = train(Activations.KEPT, stateful, false);
      assertEquals(kept, train(Activations.KEPT, stateful, true), "measured in between");
      assertEquals(kept, train(Activations.RECOMPUTED, stateful, false));
      assertEquals(kept, train(Activations.RECOMPUTED, stateful, true), "measured in between");
    }
  }

  @Test
  void memoryIsKnownBeforeTheFirstStepAndSmaller() {
    try (var kept = rig(Activations.KEPT);
        var recomputed = rig(Activations.RECOMPUTED)) {
      long all = kept.network.training(STEPS, BATCH).memoryBytes();
      long some = recomputed.network.training(STEPS, BATCH).memoryBytes();
      assertTrue(some < 0.6 * all, some + " of " + all + " bytes");
      assertEquals(
          kept.network.inference(50, 20).memoryBytes(),
          recomputed.network.inference(50, 20).memoryBytes());
    }
  }

  @Test
  void whatDoesNotFitIsSaidWithWhatWould() {
    try (var rig = rig(Activations.KEPT)) {
      var e = assertThrows(HillockException.class, () -> rig.network.training(100, 800));
      assertEquals(ErrorCode.RESOURCE_EXHAUSTED, e.code());
      assertTrue(
          e.getMessage()
              .matches(
                  "training on batches of 800 sequences of 100 steps needs \\d+\\.\\d MiB of"
                      + " memory, this machine has 64\\.0 MiB free: take a batch-size of 400"
                      + " \\([2-6].\\.. MiB\\), or set memory: \\{checkpoint-activations: true}"
                      + " \\([2-6].\\.. MiB\\), or take fewer time steps or a smaller network"),
          e.getMessage());
    }
  }

  @Test
  void aNetworkWithNothingToGainIsLeftAsItIs() {
    try (var kept = new Rig(Activations.KEPT, INPUT, new Dense(3));
        var recomputed = new Rig(Activations.RECOMPUTED, INPUT, new Dense(3))) {
      assertEquals(
          kept.network.training(5, 2).memoryBytes(),
          recomputed.network.training(5, 2).memoryBytes());
    }
  }

  @Test
  void theFirstLayerWhoseValuesAreNotFiniteIsFound() {
    var found = new ArrayList<Optional<String>>();
    for (var activations : Activations.values()) {
      try (var rig = rig(activations)) {
        var execution = rig.network.training(STEPS, BATCH);
        Rig.randomise(execution.input(), "input");
        int middle = rig.network.parameters().size() / 2;
        rig.network.parameters().get(middle).value().fill(Float.POSITIVE_INFINITY);
        execution.forward();
        found.add(rig.network.firstNotFinite());
      }
    }
    assertTrue(found.getFirst().orElseThrow().startsWith("the output of"), found::toString);
    assertEquals(found.get(0), found.get(1));
  }

  @Test
  void outputsThatWereGivenUpCannotBeAskedFor() {
    try (var rig = rig(Activations.RECOMPUTED)) {
      var execution = rig.network.training(STEPS, BATCH);
      execution.forward();
      var hidden = rig.network.layers().get(2);
      var e = assertThrows(HillockException.class, () -> execution.layerOutput(hidden));
      assertEquals(ErrorCode.FAILED_PRECONDITION, e.code());
      assertEquals(
          execution.output().toArray().length,
          execution.layerOutput(rig.network.layers().getLast()).size());
    }
  }
}
