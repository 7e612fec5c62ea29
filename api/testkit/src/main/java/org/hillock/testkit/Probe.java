package org.hillock.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.api.network.Execution;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Networks;
import org.hillock.engine.network.StaticNetwork;

/**
 * A layer in a network of its own. Real numbers reach it through a linear map, so that the
 * gradients of what arrives are seen too.
 */
final class Probe implements AutoCloseable {

  private final Memory memory = Memory.open();
  private final Example example;
  private final Device device;
  private final StaticNetwork network;

  Probe(Subject<? extends Layer> subject, HardwareBackend backend, int threads, int seed) {
    example = subject.example();
    device = backend.open(threads);
    var layer = subject.component();
    var layers = example.tokens() > 0 ? List.of(layer) : List.of(front(), layer);
    var features = example.features().orElseThrow();
    network = Networks.build(layers, features, device, memory, RandomStream.of(seed));
  }

  /** On the reference backend. */
  static Probe of(Subject<? extends Layer> subject, int seed) {
    return new Probe(subject, subject.rig().reference(), 1, seed);
  }

  private static Layer front() {
    return (net, x) -> {
      int width = x.shape().dim(-1);
      var bound = Initialiser.uniform(Math.sqrt(3.0 / width));
      var weight = net.parameter("weight", Shape.of(width, width), bound);
      return net.linear(x, weight, Optional.empty());
    };
  }

  StaticNetwork network() {
    return network;
  }

  /** Numbers such as the layer takes, always the same for a seed. */
  float[] input(int steps, int batch, int seed) {
    var random = RandomStream.of(seed).named("input");
    var values = new float[Math.toIntExact(network.inputShape().prepend(steps, batch).size())];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          example.tokens() > 0
              ? random.below(i, example.tokens())
              : (float) (0.3 + random.gaussian(i));
    }
    return values;
  }

  /** Forward alone, over a sequence of its own. */
  float[] infer(int steps, int batch, float[] input) {
    var execution = network.inference(steps, batch);
    execution.input().copyFrom(input);
    execution.output().fill(Float.NaN);
    execution.forward();
    return execution.output().toArray();
  }

  /** Forward and backward: the output and all gradients, by name. */
  Map<String, float[]> train(int steps, int batch, int seed) {
    var execution = trained(steps, batch, seed);
    var all = new LinkedHashMap<String, float[]>();
    all.put("output", execution.output().toArray());
    network.parameters().forEach(p -> all.put("gradient of " + p.name(), p.gradient().toArray()));
    return all;
  }

  /** An execution after a forward and a backward pass; what they write is not a number before. */
  Execution trained(int steps, int batch, int seed) {
    var execution = network.training(steps, batch);
    execution.input().copyFrom(input(steps, batch, seed));
    execution.output().fill(Float.NaN);
    network.parameters().forEach(p -> p.gradient().fill(Float.NaN));
    execution.forward();
    normal(execution.outputGradient(), RandomStream.of(seed).named("gradient"));
    execution.backward();
    return execution;
  }

  private static void normal(Tensor tensor, RandomStream random) {
    for (long i = 0; i < tensor.size(); i++) {
      tensor.set(i, (float) random.gaussian(i));
    }
  }

  /** Everything the network learns or keeps, by name. */
  Map<String, Tensor> state() {
    var all = new LinkedHashMap<>(network.buffers());
    network.parameters().forEach(p -> all.put(p.name(), p.value()));
    return all;
  }

  @Override
  public void close() {
    network.close();
    memory.close();
    device.close();
  }
}
