package org.hillock.engine.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.Window;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.reference.ReferenceBackend;
import org.junit.jupiter.api.Test;

/** Inputs that are the same at every time step. */
class StillTest {

  private static final int STEPS = 4;
  private static final int BATCH = 3;
  private static final Shape IMAGE = Shape.of(4, 4, 2);
  private static final Layer CONVOLUTION =
      TestLayers.custom(
          (net, x) -> {
            var weight = net.parameter("weight", Shape.of(3, 3, 2, 5), Initialiser.uniform(0.5));
            var bias = net.parameter("bias", Shape.of(5), Initialiser.uniform(0.5));
            var window = new Window(3, 1, 1, 1);
            return net.conv2d(x, weight, Optional.of(bias), window, window, 1);
          });

  /** How many elements products and convolutions wrote. */
  private final List<Long> written = new ArrayList<>();

  private float[] output(Layer layer, Shape input, boolean still) {
    written.clear();
    try (var memory = Memory.limited(1 << 20);
        var device = new ReferenceBackend().open(1)) {
      var network =
          Networks.build(
              List.of(layer),
              NetworkInput.of(input),
              watched(device),
              memory,
              RandomStream.of(7),
              Activations.KEPT,
              _ -> {});
      var execution = network.inference(STEPS, BATCH);
      Rig.randomise(execution.input(), "input");
      for (int t = 1; t < STEPS; t++) {
        execution.input().at(t).copyFrom(execution.input().at(0));
      }
      if (!still) {
        execution.input().set(execution.input().size() - 1, 9);
      }
      execution.forward();
      return execution.output().toArray();
    }
  }

  private Device watched(Device device) {
    return (Device)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Device.class},
            (_, method, arguments) -> {
              if (method.getName().equals("gemm")) {
                written.add(((Integer) arguments[2]).longValue() * (Integer) arguments[3]);
              } else if (method.getName().equals("convolve")) {
                boolean biased = arguments[4] instanceof Tensor;
                written.add(((Tensor) arguments[biased ? 4 : 3]).size());
              }
              try {
                return method.invoke(device, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void isComputedOnce(Layer layer, Shape input) {
    var moving = output(layer, input, false);
    int size = moving.length / STEPS;
    assertEquals(List.of((long) moving.length), written);
    var still = output(layer, input, true);
    assertEquals(List.of((long) size), written);
    for (int t = 0; t < STEPS; t++) {
      var step = Arrays.copyOfRange(still, t * size, (t + 1) * size);
      assertArrayEquals(Arrays.copyOf(moving, size), step, "step " + t);
    }
  }

  @Test
  void aStillImageIsConvolvedOnceAndBiasedAtEveryStep() {
    isComputedOnce(CONVOLUTION, IMAGE);
  }

  @Test
  void stillFeaturesPassDenseSynapsesOnce() {
    isComputedOnce(new Dense(6), Shape.of(7));
  }
}
