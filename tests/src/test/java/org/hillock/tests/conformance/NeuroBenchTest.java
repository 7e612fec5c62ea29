package org.hillock.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.api.backend.Window;
import org.hillock.api.metric.Metric;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Activations;
import org.hillock.engine.network.NetworkInput;
import org.hillock.engine.network.Networks;
import org.hillock.plugins.metrics.Footprint;
import org.hillock.plugins.metrics.SynapticOperations;
import org.junit.jupiter.api.Test;

/** NeuroBench's published baselines, rebuilt from their descriptions: the same counts. */
class NeuroBenchTest {

  /** Maxima of four places in a line. */
  private record Pool() implements Layer {
    @Override
    public Value define(NetworkBuilder net, Value x) {
      int length = x.shape().dim(0);
      int channels = x.shape().dim(1);
      var image = net.reshape(x, Shape.of(length, 1, channels));
      var pooled = net.maxPool2d(image, new Window(4, 4, 0, 1), new Window(1, 1, 0, 1));
      return net.reshape(pooled, Shape.of(pooled.shape().dim(0), channels));
    }
  }

  private static Layer layer(String yaml) {
    return Parts.make(Layer.class, yaml);
  }

  private static Map<String, Double> measure(Shape input, Layer... layers) {
    var figures = new HashMap<String, Double>();
    try (Device device = Parts.make(HardwareBackend.class, "cpu").open(1);
        var memory = Memory.limited(256 << 20);
        var network =
            Networks.build(
                List.of(layers),
                NetworkInput.of(input),
                device,
                memory,
                RandomStream.of(1),
                Activations.KEPT,
                line -> {})) {
      var execution = network.inference(1, 1);
      var random = RandomStream.of(2);
      for (long i = 0; i < execution.input().size(); i++) {
        execution.input().set(i, (float) random.gaussian(i));
      }
      execution.forward();
      for (var metric : List.<Metric>of(new Footprint(), new SynapticOperations())) {
        var measurement = metric.begin(network);
        measurement.add(
            new Metric.Observation(
                execution.input(),
                execution.output().at(0),
                new int[] {0},
                execution.activity(),
                1));
        measurement.figures().forEach(f -> figures.put(f.name(), f.value()));
      }
    }
    return figures;
  }

  /** M5 of 32 channels on a second of speech at 8 kHz: 109,228 bytes, 1.880e6 operations. */
  @Test
  void theM5NetworkForSpeechCommandsHasThePublishedCounts() {
    var figures =
        measure(
            Shape.of(8000, 1),
            layer("{type: conv1d, out: 32, kernel: 80, stride: 16}"),
            layer("batch-norm"),
            layer("activation"),
            new Pool(),
            layer("{type: conv1d, out: 32}"),
            layer("batch-norm"),
            layer("activation"),
            new Pool(),
            layer("{type: conv1d, out: 64}"),
            layer("batch-norm"),
            layer("activation"),
            new Pool(),
            layer("{type: conv1d, out: 64}"),
            layer("batch-norm"),
            layer("activation"),
            new Pool(),
            layer("flatten"),
            layer("{type: linear, out: 35}"));
    assertEquals(26_915, figures.get("parameter_count"));
    // PyTorch counts batches in an 8-byte number in each of the four normalisations.
    assertEquals(109_228 - 4 * 8, figures.get("footprint"));
    assertEquals(1_880_256, figures.get("dense_operations"));
    assertEquals(0, figures.get("connection_sparsity"));
  }

  /** Reaching monkeys, 96 and 192 electrodes: 4,704 and 7,776 operations a step. */
  @Test
  void theArtificialNetworkForMonkeysMovementsHasThePublishedCounts() {
    var counts = Map.of(96, 4704.0, 192, 7776.0);
    counts.forEach(
        (electrodes, operations) -> {
          var figures =
              measure(
                  Shape.of(electrodes),
                  layer("{type: linear, out: 32}"),
                  layer("batch-norm"),
                  layer("activation"),
                  layer("{type: linear, out: 48}"),
                  layer("batch-norm"),
                  layer("activation"),
                  layer("{type: linear, out: 2}"));
          assertEquals(operations, figures.get("dense_operations"));
        });
  }

  /** The same task by spikes: 4,900 and 9,700 operations a step. */
  @Test
  void theSpikingNetworkForMonkeysMovementsHasThePublishedCounts() {
    var counts = Map.of(96, 4900.0, 192, 9700.0);
    counts.forEach(
        (electrodes, operations) -> {
          var figures =
              measure(
                  Shape.of(electrodes),
                  layer("{type: linear, out: 50, bias: false}"),
                  layer("lif"),
                  layer("{type: linear, out: 2, bias: false}"),
                  layer("lif"));
          assertEquals(operations, figures.get("dense_operations"));
          assertEquals(operations, figures.get("parameter_count"));
          // Beside the weights a membrane potential for each neuron; PyTorch's 48 bytes are
          // scalars.
          assertEquals(4 * (operations + 52), figures.get("footprint"));
        });
  }
}
