package org.hillock.tests.plugins;

import java.util.List;
import java.util.stream.Stream;
import org.hillock.testkit.Example;

/** How to build the layers, and what is made of other components, whose defaults say too little. */
final class LayerExamples {

  private LayerExamples() {}

  /** Empty where the defaults will do. */
  static List<Example> of(String id) {
    return switch (id) {
      case "cifar-resnet" ->
          List.of(
              Example.of(
                      "{type: cifar-resnet, depth: 8, classes: 3, channels: 2, neuron:"
                          + " leaky-integrator}")
                  .on(4, 4, 2));
      case "conv2d", "transposed-conv2d" ->
          List.of(
              Example.of("{type: %s, out: 8, padding: 1}".formatted(id)).on(5, 4, 6),
              Example.of("{type: %s, out: 4, kernel: 2, stride: 2, groups: 2}".formatted(id))
                  .on(5, 4, 6));
      case "delayed-linear" ->
          List.of(
              Example.of("{type: delayed-linear, out: 4, window: 5, synapses: 2}").on(5, 6),
              Example.of("{type: delayed-linear, out: 4, sigma: 12}").on(6),
              Example.of("{type: delayed-linear, out: 4, window: 5, learn-delays: false}").on(6),
              Example.of("{type: delayed-linear, out: 4, window: 5, delays: axonal}").on(6),
              Example.of("{type: delayed-linear, out: 4, window: 5, delays: dendritic}").on(6),
              Example.of("{type: delayed-linear, out: 4, window: 5, padding: both}").on(6),
              Example.of("{type: delayed-linear, out: 4, window: 1}").on(6));
      case "delayed-recurrent" ->
          Stream.of(
                  "window: 5, synapses: 2",
                  "window: 3, learn-delays: false",
                  "window: 3, delays: axonal",
                  "window: 1")
              .map("{type: delayed-recurrent, neuron: leaky-integrator, %s}"::formatted)
              .map(text -> Example.of(text).on(6))
              .toList();
      case "delays" ->
          List.of(Example.of("{type: delays, trainer: {type: bptt, epochs: 4, batch-size: 30}}"));
      // Rectified units have more kinks than a difference can avoid.
      case "diet-resnet" ->
          List.of(
              Example.of("{type: diet-resnet, classes: 3, blocks: [1, 1, 1, 1], channels: 2}")
                  .on(8, 8, 2)
                  .withoutDifferences());
      case "embedding" ->
          List.of(Example.of("{type: embedding, entries: 7, width: 5}").on(6).onTokens(7));
      case "lateral-inhibition" ->
          List.of(
              Example.of("{type: lateral-inhibition, neuron: leaky-integrator, strength: 0.2}"),
              Example.of("{type: lateral-inhibition, neuron: leaky-integrator, strength: 0.2}")
                  .on(4, 3, 5));
      case "paired" ->
          List.of(
              Example.of(
                  "{type: paired, of: {image: digits, rows: {type: digits, sequence: rows}}}"));
      case "permute" -> List.of(Example.of("{type: permute, axes: [1, 0]}").on(5, 3));
      case "reshape" -> List.of(Example.of("{type: reshape, shape: [2, 3]}").on(6));
      case "residual" ->
          List.of(
              Example.of("{type: residual, body: [{type: linear, out: 6}, leaky-integrator]}")
                  .on(6));
      case "slice" -> List.of(Example.of("{type: slice, from: 1, count: 3}").on(6));
      case "stop-gradient" -> List.of(Example.of(id).withoutDifferences());
      case "vgg" ->
          Stream.of("leaky-integrator", "{type: learnable-lif, threshold: 0.1}")
              .map(
                  "{type: vgg, depth: 5, classes: 3, width: 0.05, hidden: [6], neuron: %s}"
                      ::formatted)
              .map(vgg -> Example.of(vgg).on(4, 4, 2))
              .toList();
      default -> List.of();
    };
  }
}
