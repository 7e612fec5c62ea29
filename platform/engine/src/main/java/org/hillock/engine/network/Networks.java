package org.hillock.engine.network;

import java.util.List;
import java.util.function.Consumer;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Layer;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.memory.Memory;

/** Makes networks of layers. */
public final class Networks {

  private Networks() {}

  /**
   * What a network would be.
   *
   * @param layers its operations, in order
   * @param output the features of its output
   */
  public record Outline(List<LayerInfo> layers, Shape output) {}

  /**
   * Checks that layers fit together, without memory or device.
   *
   * @throws org.hillock.api.HillockException as {@link #build}
   */
  public static Outline outline(List<Layer> layers, NetworkInput input) {
    var graph = GraphBuilder.build(layers, input);
    return new Outline(graph.layers(), graph.output().shape());
  }

  /** {@link #outline(List, NetworkInput)} of layers that take these features. */
  public static Outline outline(List<Layer> layers, Shape features) {
    return outline(layers, NetworkInput.of(features));
  }

  /**
   * As {@link #build(List, NetworkInput, Device, Memory, RandomStream, Activations, Consumer)} for
   * these features; training keeps all activations, and nobody hears of memory.
   */
  public static StaticNetwork build(
      List<Layer> layers, Shape features, Device device, Memory memory, RandomStream random) {
    var input = NetworkInput.of(features);
    return build(layers, input, device, memory, random, Activations.KEPT, line -> {});
  }

  /**
   * Builds a network and initialises its parameters.
   *
   * @param layers one after the other
   * @param device computes; must stay open as long as the network is used
   * @param memory holds parameters and executions
   * @param random parameters draw from streams named after them
   * @param activations what training keeps from the forward to the backward pass; without influence
   *     on any value
   * @param log receives which parts of the input no layer takes, and what an execution takes when
   *     memory is taken for it, before it first runs
   * @throws org.hillock.api.HillockException what a layer reports, with its place in front: {@code
   *     network[2] (linear): …}
   */
  public static StaticNetwork build(
      List<Layer> layers,
      NetworkInput input,
      Device device,
      Memory memory,
      RandomStream random,
      Activations activations,
      Consumer<String> log) {
    var graph = GraphBuilder.build(layers, input);
    for (var part : input.untaken(graph.layers())) {
      log.accept("no layer takes part '%s' of the data".formatted(part));
    }
    return new StaticNetwork(graph, device, memory, random, activations, log);
  }
}
