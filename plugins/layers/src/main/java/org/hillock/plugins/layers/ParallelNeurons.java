package org.hillock.plugins.layers;

import java.util.List;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/** Parallel spiking neurons (Fang et al. 2023): a product over time, then a spike. */
final class ParallelNeurons {

  private ParallelNeurons() {}

  static Value define(
      NetworkBuilder net, Value x, TimeMixing mixing, double threshold, Surrogate surrogate) {
    boolean sliding = mixing.kind() == TimeMixing.Kind.SLIDING;
    var shape = sliding ? Shape.of(mixing.order()) : Shape.of(mixing.steps(), mixing.steps());
    // As in the paper's code: halved with each step back, or as PyTorch's linear layers.
    Initialiser drawn =
        sliding
            ? ParallelNeurons::halved
            : Weights.FAN_IN.matrix(mixing.order(), mixing.steps(), 1);
    var weight = net.parameter("weight", shape, drawn);
    var bias =
        net.parameter(
            "bias", Shape.of(sliding ? 1 : mixing.steps()), Initialiser.constant(-threshold));
    var potential = net.apply(new MixTime(mixing, x.shape()), List.of(x, weight, bias));
    return net.map(List.of(potential), eq -> eq.emit(eq.spike(eq.input(), surrogate)));
  }

  private static void halved(Tensor weights, RandomStream random) {
    for (long i = 0, last = weights.size() - 1; i <= last; i++) {
      weights.set(i, (float) Math.scalb(1.0, (int) (i - last)));
    }
  }
}
