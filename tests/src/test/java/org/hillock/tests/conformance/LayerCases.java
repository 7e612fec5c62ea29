package org.hillock.tests.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hillock.api.network.Layer;
import org.hillock.api.network.Merge;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.component.ComponentType;
import org.hillock.engine.component.Kind;

/** How to build each layer that is checked. */
final class LayerCases {

  /** What arrives at a layer. */
  enum Input {
    /** Real numbers, through a linear map, so that gradients of what arrives are seen too. */
    MIXED,
    /** Whole numbers. */
    TOKENS
  }

  /**
   * One layer at one shape of features.
   *
   * @param name what the page calls it
   */
  record Case(String name, Layer layer, Shape features, Input input) {}

  /** Of the layers that are event-driven when spikes arrive, one of each kind of synapses. */
  static final List<String> EVENT_DRIVEN =
      List.of(
          "linear {out: 64}",
          "conv1d {out: 32, kernel: 3, padding: 1}",
          "conv2d {out: 8, padding: 1}",
          "recurrent-conv2d {out: 4, neuron: leaky-integrator}");

  /** Of the one layer that must know how many there are. */
  static final int PARALLEL_STEPS = 5;

  private static final int[] LINE = {6};
  private static final int[] WIDE = {17};
  private static final int[] WIDER = {64};
  private static final int[] ROWS = {5, 3};
  private static final int[] WIDE_ROWS = {9, 16};
  private static final int[] IMAGE = {5, 4, 6};

  private LayerCases() {}

  /** Of every layer in the catalogue, and of the builder's operations that no layer offers. */
  static List<Case> all() {
    var all = new ArrayList<Case>();
    for (var type : Parts.of(Kind.LAYER)) {
      all.addAll(of(type));
    }
    all.add(
        new Case(
            "logarithm of the softmax",
            (net, x) -> net.logSoftmax(x),
            Shape.of(LINE),
            Input.MIXED));
    all.add(together(LINE, "batch-norm", "leaky-integrator"));
    for (var reset : Neurons.resets()) {
      all.add(together(LINE, "linear {out: 17}", "batch-norm", "lif {reset: %s}".formatted(reset)));
    }
    all.add(
        together(IMAGE, "conv2d {out: 4, kernel: 2, stride: 2, groups: 2}", "batch-norm", "lif"));
    return all;
  }

  /** Layers of which the engine makes fewer operations than there are layers. */
  private static Case together(int[] shape, String... names) {
    var layers =
        Stream.of(names)
            .map(name -> Parts.make(Layer.class, "{type: %s}".formatted(flow(name))))
            .toList();
    return new Case(
        String.join(", ", names),
        (net, x) -> {
          var y = x;
          for (var layer : layers) {
            y = layer.define(net, y);
          }
          return y;
        },
        Shape.of(shape),
        Input.MIXED);
  }

  /** From {@code id {parameters}} to {@code id, parameters}. */
  private static String flow(String name) {
    return name.replace(" {", ", ").replace("}", "");
  }

  private static List<Case> of(ComponentType type) {
    var id = type.id();
    var texts = texts(id);
    if (texts.isEmpty() && type.parameters().stream().anyMatch(p -> p.required())) {
      throw new AssertionError(
          "say in LayerCases how to build the layer " + id + ", so that its gradients are checked");
    }
    var input = id.equals("embedding") ? Input.TOKENS : Input.MIXED;
    return (texts.isEmpty() ? List.of("") : texts)
        .stream()
            .map(
                text -> {
                  var layer = fed(Parts.make(Layer.class, "{type: %s, %s}".formatted(id, text)));
                  var name = text.isEmpty() ? id : "%s {%s}".formatted(id, text);
                  return new Case(name, layer, Shape.of(shape(id, text)), input);
                })
            .toList();
  }

  /** A layer that merges gets what arrives and a function of it. */
  private static Layer fed(Layer layer) {
    return layer instanceof Merge merge
        ? (net, x) ->
            merge.define(
                net, List.of(x, net.map(List.of(x), eq -> eq.emit(eq.input().minus(0.5).tanh()))))
        : layer;
  }

  private static int[] shape(String id, String parameters) {
    return switch (id) {
      case "conv2d",
          "recurrent-conv2d",
          "transposed-conv2d",
          "avg-pool",
          "sum-pool",
          "max-pool",
          "global-avg-pool" ->
          IMAGE;
      case "linear" -> parameters.equals("out: 64") ? WIDER : WIDE;
      case "lateral-inhibition" -> parameters.endsWith("0.3") ? IMAGE : LINE;
      case "conv1d" -> parameters.startsWith("out: 32") ? WIDE_ROWS : ROWS;
      case "transposed-conv1d", "flatten", "permute", "layer-norm" -> ROWS;
      default -> LINE;
    };
  }

  /** Parameters that are not left at their defaults, for each way of building a layer. */
  private static List<String> texts(String id) {
    return switch (id) {
      case "recurrent-conv2d" -> List.of("out: 4, neuron: leaky-integrator");
      case "lateral-inhibition" ->
          List.of(
              "neuron: leaky-integrator, strength: 0.2", "neuron: leaky-integrator, strength: 0.3");
      case "temporal-batch-norm", "batch-norm-through-time" -> List.of("steps: 17");
      case "delayed-linear" ->
          List.of(
              "out: 17, window: 5",
              "out: 4, window: 3, synapses: 2, delays: axonal",
              "out: 4, window: 3, delays: dendritic");
      case "delayed-recurrent" -> List.of("neuron: leaky-integrator, window: 5");
      case "psn" -> List.of("steps: " + PARALLEL_STEPS);
      case "masked-psn" -> List.of("steps: 17, order: 3");
      case "sliding-psn" -> List.of("order: 3");
      case "linear" -> List.of("out: 33", "out: 1, bias: false", "out: 64");
      case "conv2d", "transposed-conv2d" ->
          List.of(
              "out: 8, padding: 1",
              "out: 4, kernel: 2, stride: 2, groups: 2",
              "out: 6, groups: 6, dilation: 2, padding: 2");
      case "conv1d" ->
          List.of("out: 4, kernel: 3, stride: 2, padding: 1", "out: 32, kernel: 3, padding: 1");
      case "transposed-conv1d" -> List.of("out: 4, kernel: 3, stride: 2, padding: 1");
      case "recurrent-linear" ->
          List.of("out: 17, neuron: leaky-integrator", "out: 17, neuron: lif");
      case "activation" ->
          List.of(
              "function: relu",
              "function: gelu",
              "function: silu",
              "function: sigmoid",
              "function: tanh");
      case "dropout" -> List.of("p: 0.3");
      case "embedding" -> List.of("entries: 7, width: 5");
      case "permute" -> List.of("axes: [1, 0]");
      case "reshape" -> List.of("shape: [2, 3]");
      case "slice" -> List.of("from: 1, count: 3");
      case "residual" ->
          List.of(
              "body: [{type: linear, out: 6}, leaky-integrator]",
              "body: [{type: linear, out: 4}], shortcut: [{type: linear, out: 4}]");
      default -> List.of();
    };
  }
}
