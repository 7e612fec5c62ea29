package org.hillock.tests.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final Execution execution;

  /**
   * Runs a layer forward and backward.
   *
   * @param spikes the density of an input of spikes that reaches the layer itself; empty: what the
   *     case says
   */
  NetworkRun(Case one, Device device, int steps, int batch, Optional<Double> spikes, int seed) {
    var random = RandomStream.of(seed);
    boolean direct = spikes.isPresent() || one.input() == Input.TOKENS;
    var layers = direct ? List.of(one.layer()) : List.of(front(), one.layer());
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
    network.parameters().forEach(p -> all.put("∂" + p.name(), p.gradient().toArray()));
    return all;
  }

  boolean hasSynapses() {
    return network.layers().stream().anyMatch(layer -> layer.macs() > 0);
  }

  /**
   * Compares gradients with central differences of the fourth order, at some elements of each
   * parameter. Errors are relative to the parameter's largest gradient.
   */
  void differences(double step, Deviation deviation, String what) {
    for (var parameter : network.parameters()) {
      var gradient = parameter.gradient().toArray();
      double size = 0;
      for (float g : gradient) {
        size = Math.max(size, Math.abs(g));
      }
      int stride = Math.max(1, gradient.length / 7);
      for (int i = 0; i < gradient.length; i += stride) {
        double want = difference(parameter.value(), i, step);
        var name = "%s: ∂%s[%d]".formatted(what, parameter.name(), i);
        deviation.add(want, gradient[i], Math.max(size, 1e-3), name);
      }
    }
  }

  private double difference(Tensor values, int i, double step) {
    double near = loss(values, i, step) - loss(values, i, -step);
    double far = loss(values, i, 2 * step) - loss(values, i, -2 * step);
    return (8 * near - far) / (12 * step);
  }

  private double loss(Tensor values, int i, double change) {
    float was = values.get(i);
    values.set(i, (float) (was + change));
    execution.forward();
    values.set(i, was);
    double loss = 0;
    for (long k = 0, n = execution.output().size(); k < n; k++) {
      loss += (double) execution.output().get(k) * execution.outputGradient().get(k);
    }
    return loss;
  }

  @Override
  public void close() {
    network.close();
    memory.close();
  }
}
