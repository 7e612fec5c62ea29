package org.hillock.engine.run;

import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.hillock.api.data.Split;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Network;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.train.Feed;

/** The spikes of every spiking layer for the first test sample. */
final class Rasters {

  private static final int MOST_NEURONS = 200;

  private Rasters() {}

  static void record(Network network, int steps, Feed feed, Consumer<SpikeSample> listener) {
    if (network.layers().stream().noneMatch(LayerInfo::spiking)) {
      return;
    }
    var execution = network.inference(steps, 1);
    feed.encode(Split.TEST, 0, execution.input());
    execution.forward();
    for (var layer : network.layers()) {
      if (layer.spiking()) {
        listener.accept(sample(layer, execution.layerOutput(layer)));
      }
    }
  }

  private static SpikeSample sample(LayerInfo layer, Tensor output) {
    int steps = output.shape().dim(0);
    int neurons = Math.toIntExact(layer.outputShape().size());
    int shown = Math.min(neurons, MOST_NEURONS);
    var time = IntStream.builder();
    var neuron = IntStream.builder();
    for (int t = 0; t < steps; t++) {
      for (int i = 0; i < shown; i++) {
        int n = (int) ((long) i * neurons / shown);
        if (output.get((long) t * neurons + n) != 0) {
          time.add(t);
          neuron.add(n);
        }
      }
    }
    return new SpikeSample(
        layer.name(), steps, neurons, time.build().toArray(), neuron.build().toArray());
  }
}
