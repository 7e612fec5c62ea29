package org.hillock.plugins.trainers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import org.hillock.api.backend.Window;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Networks;
import org.hillock.engine.reference.ReferenceBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plastic convolutions against the sums over pairs of spikes at every place, as plain loops. */
class ConvolutionalPlasticityTest {

  private static final int BATCH = 2;
  private static final int HEIGHT = 5;
  private static final int WIDTH = 4;
  private static final int CHANNELS = 2;
  private static final int OUT = 3;
  private static final int KERNEL = 3;
  private static final int STRIDE = 2;
  private static final Window WINDOW = new Window(KERNEL, STRIDE, 1, 1);

  private static final Layer SYNAPSES =
      (net, x) ->
          net.conv2d(
              x,
              net.parameter(
                  "weight", Shape.of(KERNEL, KERNEL, CHANNELS, OUT), Initialiser.uniform(.9)),
              Optional.empty(),
              WINDOW,
              WINDOW,
              1);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void weightsMoveAsTheRuleSays(boolean triplets) {
    var rule = TracesTest.rule(triplets, Optional.empty());
    try (var arena = Arena.ofConfined();
        var memory = Memory.open();
        var device = new ReferenceBackend().open(1);
        var network =
            Networks.build(
                List.of(SYNAPSES, new Task.Spiking()),
                Shape.of(HEIGHT, WIDTH, CHANNELS),
                device,
                memory,
                RandomStream.of(2))) {
      var plastic =
          Plasticity.of(
                  rule,
                  network,
                  device,
                  s -> Tensor.of(arena.allocate(ValueLayout.JAVA_FLOAT, s.size()), s))
              .getFirst();
      plastic.begin();
      float[] before = network.parameters().getFirst().value().toArray();
      var execution = network.inference(TracesTest.STEPS, BATCH);
      var random = RandomStream.of(4);
      for (long i = 0; i < execution.input().size(); i++) {
        execution.input().set(i, random.uniform(i) < .3 ? 1 : 0);
      }
      execution.forward();
      double change = plastic.learn(execution, new double[] {1, 1});
      float[] after = network.parameters().getFirst().value().toArray();
      for (int w = 0; w < after.length; w++) {
        double wanted = before[w] + change(rule, w, execution.input(), execution.output());
        assertEquals(Math.clamp(wanted, 0, rule.wMax()), after[w], 1e-5, "weight " + w);
      }
      assertTrue(change > .001, "weights move");
    }
  }

  /** The mean over samples and places of the output. */
  private static double change(Stdp rule, int weight, Tensor pre, Tensor post) {
    int out = weight % OUT;
    int channel = weight / OUT % CHANNELS;
    int column = weight / OUT / CHANNELS % KERNEL;
    int row = weight / OUT / CHANNELS / KERNEL;
    int rows = WINDOW.count(HEIGHT);
    int columns = WINDOW.count(WIDTH);
    double sum = 0;
    for (int place = 0; place < rows * columns; place++) {
      int y = place / columns * STRIDE + row - 1;
      int x = place % columns * STRIDE + column - 1;
      for (int b = 0; b < BATCH && y >= 0 && y < HEIGHT && x >= 0 && x < WIDTH; b++) {
        var arrived = train(pre, b, (y * WIDTH + x) * CHANNELS + channel);
        var fired = train(post, b, place * OUT + out);
        double[] sample = TracesTest.literal(rule, arrived, fired, 1);
        sum += sample[0] - sample[1];
      }
    }
    return sum / BATCH / rows / columns;
  }

  private static boolean[] train(Tensor spikes, int sample, int feature) {
    int features = (int) (spikes.size() / TracesTest.STEPS / BATCH);
    var train = new boolean[TracesTest.STEPS];
    for (int t = 0; t < train.length; t++) {
      train[t] = spikes.get(((long) t * BATCH + sample) * features + feature) > 0;
    }
    return train;
  }
}
