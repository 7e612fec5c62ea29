package org.hillock.tests.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Execution;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Networks;
import org.hillock.engine.network.StaticNetwork;
import org.hillock.tests.conformance.LayerCases.Case;
import org.hillock.tests.conformance.LayerCases.Input;

/** A layer in a network of its own, trained on one batch. */
final class NetworkRun implements AutoCloseable {

  private final Memory memory = Memory.open();
  private final StaticNetwork network;
  private final List<Layer> layers;
  private final Execution execution;
  private final double[] outputGradient;

  /**
   * Runs a layer forward and backward.
   *
   * @param spikes the density of an input of spikes that reaches the layer itself; empty: what the
   *     case says
   */
  NetworkRun(Case one, Device device, int steps, int batch, Optional<Double> spikes, int seed) {
    var random = RandomStream.of(seed);
    boolean direct = spikes.isPresent() || one.input() == Input.TOKENS;
    layers = direct ? List.of(one.layer()) : List.of(front(), one.layer());
    network = Networks.build(layers, one.features(), device, memory, random);
    execution = network.training(steps, batch);
    var values = random.named("input");
    var input = execution.input();
    for (long i = 0; i < input.size(); i++) {
      input.set(
          i,
          spikes.isPresent()
              ? values.uniform(i) < spikes.get() ? 1 : 0
              : one.input() == Input.TOKENS
                  ? (float) Math.floor(7 * values.uniform(i))
                  : (float) values.gaussian(i));
    }
    execution.forward();
    normal(execution.outputGradient(), random.named("gradient"));
    outputGradient = Doubles.of(execution.outputGradient().toArray());
    execution.backward();
  }

  private static Layer front() {
    return (net, x) -> {
      int width = x.shape().dim(-1);
      var bound = Initialiser.uniform(Math.sqrt(3.0 / width));
      return net.linear(
          x, net.parameter("weight", Shape.of(width, width), bound), Optional.empty());
    };
  }

  private static void normal(Tensor tensor, RandomStream random) {
    for (long i = 0; i < tensor.size(); i++) {
      tensor.set(i, (float) random.gaussian(i));
    }
  }

  /** Its output and all gradients, by name. */
  Map<String, float[]> values() {
    var all = new LinkedHashMap<String, float[]>();
    all.put("output", execution.output().toArray());
    gradients().forEach((name, gradient) -> all.put("∂" + name, gradient));
    return all;
  }

  boolean hasSynapses() {
    return network.layers().stream().anyMatch(layer -> layer.macs() > 0);
  }

  /** How many rows of features pass through the layer. */
  int rows() {
    return execution.steps() * execution.batch();
  }

  /** The gradients of all parameters, by name, in the order in which layers asked for them. */
  Map<String, float[]> gradients() {
    var all = new LinkedHashMap<String, float[]>();
    network.parameters().forEach(p -> all.put(p.name(), p.gradient().toArray()));
    return all;
  }

  /** The parameters in the same order. */
  List<double[]> parameters() {
    return network.parameters().stream()
        .map(p -> Doubles.of(p.value().toArray()))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  double[] input() {
    return Doubles.of(execution.input().toArray());
  }

  /** What the gradients are of: the sum of outputs times these. */
  double[] outputGradient() {
    return outputGradient;
  }

  /** The network's output in double precision, with dropout's masks those of this run. */
  double[] inDoublePrecision(List<double[]> parameters, double[] input, Held held) {
    var buffers =
        network.buffers().values().stream().map(values -> Doubles.of(values.toArray())).toList();
    return new DoubleNetwork(
            execution.steps(),
            execution.batch(),
            parameters,
            buffers,
            held,
            Doubles.of(execution.output().toArray()))
        .run(layers, network.inputShape(), input);
  }

  /** How far its kinks and jumps are, in double precision. */
  double nearestKink() {
    var held = new Held();
    inDoublePrecision(parameters(), input(), held);
    return held.nearest();
  }

  @Override
  public void close() {
    network.close();
    memory.close();
  }
}
