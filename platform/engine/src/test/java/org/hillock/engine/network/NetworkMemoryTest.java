package org.hillock.engine.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Credit;
import org.hillock.api.network.Execution;
import org.hillock.api.network.Layer;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Leaky;
import org.hillock.engine.network.TestLayers.Loop;
import org.hillock.engine.network.TestLayers.Spiking;
import org.hillock.engine.reference.ReferenceBackend;
import org.junit.jupiter.api.Test;

/** What networks take from memory, and what they give back. */
class NetworkMemoryTest {

  private static final Layer[] LAYERS = {
    new Dense(6), new Loop(new Spiking(0.4)), new Dense(5), new Leaky(), new Dense(2)
  };

  @Test
  void memoryOfWhatNobodyReadsServesOthersAndTheyAreToldSo() {
    var layers = new ArrayList<Layer>();
    for (int i = 0; i < 20; i++) {
      layers.add(
          TestLayers.custom((net, x) -> net.map(List.of(x), eq -> eq.emit(eq.input().times(0.9)))));
    }
    try (var rig = new Rig(Shape.of(1000), layers.toArray(Layer[]::new))) {
      var inference = rig.network.inference(2, 2);
      long row = 2 * 2 * 1000 * Float.BYTES;
      assertTrue(inference.memoryBytes() <= 4 * row, inference.memoryBytes() + " bytes");
      var training = rig.network.training(2, 2);
      assertTrue(training.memoryBytes() <= 5 * row, training.memoryBytes() + " bytes");
      var looked = rig.network.training(2, 2, new Credit.Local());
      assertTrue(looked.memoryBytes() >= 20 * row, looked.memoryBytes() + " bytes");
      Rig.randomise(inference.input(), "input");
      inference.forward();
      double expected = inference.input().get(17);
      for (int i = 0; i < 20; i++) {
        expected *= 0.9;
      }
      assertEquals(expected, inference.output().get(17), 1e-6);
      var hidden = rig.network.layers().get(3);
      for (var execution : List.of(inference, training)) {
        var e = assertThrows(HillockException.class, () -> execution.layerOutput(hidden));
        assertEquals(ErrorCode.FAILED_PRECONDITION, e.code());
      }
      looked.forward();
      assertEquals(row, looked.layerOutput(hidden).segment().byteSize());
    }
  }

  /** Copies; its backward pass looks at what was copied, against its word. */
  private record Liar() implements Operation {
    @Override
    public String name() {
      return "liar";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public boolean backwardReadsInput(int input) {
      return false;
    }

    @Override
    public Kernel prepare(Preparation at) {
      var x = at.input(0);
      var y = at.output();
      var dx = at.inputGradient(0);
      return new Kernel() {
        @Override
        public void forward() {
          y.tensor().copyFrom(x.tensor());
        }

        @Override
        public void backward() {
          dx.tensor().copyFrom(x.tensor());
        }
      };
    }
  }

  @Test
  void anOperationThatReadsWhatItSaidItWouldNotFailsByName() {
    var liar = TestLayers.custom((net, x) -> net.apply(new Liar(), List.of(x)));
    try (var rig = new Rig(Shape.of(4), new Dense(4), liar)) {
      var execution = rig.network.training(3, 2);
      execution.forward();
      execution.outputGradient().fill(1);
      var e = assertThrows(HillockException.class, execution::backward);
      assertEquals(ErrorCode.PLUGIN_FAULT, e.code());
      assertTrue(e.getMessage().contains("liar reads its input 0"), e.getMessage());
    }
  }

  @Test
  void executionsAreKept() {
    try (var rig = new Rig(Shape.of(4), LAYERS)) {
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
  void aSteadyStepAllocatesNoMemoryOutsideTheHeap() {
    try (var rig = new Rig(Shape.of(4), LAYERS)) {
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
  void closingGivesMemoryBack() {
    try (var memory = Memory.limited(1 << 20);
        var device = new ReferenceBackend().open(1)) {
      for (int i = 0; i < 100; i++) {
        try (var network =
            Networks.build(List.of(LAYERS), Shape.of(4), device, memory, RandomStream.of(i))) {
          network.training(3, 10);
        }
      }
      assertEquals(0, memory.usedBytes());
    }
  }
}
