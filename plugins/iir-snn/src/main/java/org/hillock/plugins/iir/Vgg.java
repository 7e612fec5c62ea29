package org.hillock.plugins.iir;

import java.util.List;
import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Value;

/**
 * VGG as the paper's code has it: 3×3 convolutions with average pooling in between, then dense
 * layers; {@code [height][width][channels]} to {@code [classes]}. What leaves are the currents of
 * the output synapses; a loss that sums them over time reads out a membrane without leak.
 */
@Component(
    id = "vgg",
    doc =
        "VGG with average pooling after the units: with neurons a spiking network, without an"
            + " artificial one of rectified units, from which it can be converted.",
    cites = {
      "Simonyan, K., Zisserman, A. (2015). Very deep convolutional networks for large-scale image"
          + " recognition. ICLR 2015.",
      "Chowdhury, S. S., Rathi, N., Roy, K. (2021). One timestep is all you need: training spiking"
          + " neural networks with ultra low latency. arXiv:2110.05929."
    })
public record Vgg(
    @Param(doc = "which: 5, 9, 11 or 16", value = "16") int depth,
    @Param(doc = "features that leave", min = 1) int classes,
    @Param(doc = "what the paper's numbers of channels are multiplied by", value = "1", above = 0)
        double width,
    @Param(doc = "units of the dense layers before the last", value = "[4096, 4096]")
        List<Integer> hidden,
    @Param(doc = "whether the last image is pooled too, as for ImageNet", value = "false")
        boolean finalPool,
    @Param(
            doc =
                "whether convolutions are normalised; with neurons: whether they have the bias that"
                    + " takes up the normalisation of the network they are converted from",
            value = "true")
        boolean batchNorm,
    @Param(
            doc = "probability that a unit is silent, in training, for a whole sequence",
            value = "0.2",
            min = 0,
            below = 1)
        double dropout,
    @Param(doc = "the neurons; not given: rectified units") Optional<NeuronModel> neuron)
    implements Layer {

  /** Checks that the depth is known and that dense layers have units. */
  public Vgg {
    plan(depth);
    hidden = List.copyOf(hidden);
    if (hidden.stream().anyMatch(units -> units < 1)) {
      throw new IllegalArgumentException("hidden layers have at least 1 unit, got " + hidden);
    }
  }

  /** Channels of the convolutions; between the groups the image is pooled. */
  private static List<List<Integer>> plan(int depth) {
    return switch (depth) {
      case 5 -> List.of(List.of(64), List.of(128, 128), List.of());
      case 9 ->
          List.of(List.of(64), List.of(128, 256), List.of(256, 512), List.of(512), List.of(512));
      case 11 ->
          List.of(
              List.of(64), List.of(128, 256), List.of(512, 512), List.of(512), List.of(512, 512));
      case 16 ->
          List.of(
              List.of(64, 64),
              List.of(128, 128),
              List.of(256, 256, 256),
              List.of(512, 512, 512),
              List.of(512, 512, 512));
      default -> throw new IllegalArgumentException("depth is 5, 9, 11 or 16, got " + depth);
    };
  }

  @Override
  public Value define(NetworkBuilder net, Value x) {
    var units = new Units(neuron, batchNorm, dropout);
    var plan = plan(depth);
    var y = Units.expectImage(x);
    for (int group = 0; group < plan.size(); group++) {
      boolean pooled = group < plan.size() - 1 || finalPool;
      y = convolutions(net, units, "group" + group, plan.get(group), pooled, y);
    }
    for (int i = 0; i < hidden.size(); i++) {
      var current = net.layer("hidden" + i, units.dense(hidden.get(i)), y);
      y = units.drop(net, units.fire(net, current));
    }
    return net.layer("output", units.dense(classes), y);
  }

  /** Pooling stands in the place of the last dropout. */
  private Value convolutions(
      NetworkBuilder net,
      Units units,
      String name,
      List<Integer> channels,
      boolean pooled,
      Value x) {
    var y = x;
    for (int i = 0; i < channels.size(); i++) {
      int out = Math.toIntExact(Math.max(1, Math.round(channels.get(i) * width)));
      var current = net.layer(name + ".conv" + i, units.convolution(out, 3, 1), y);
      var fired = units.fire(net, current);
      y = pooled && i == channels.size() - 1 ? fired : units.drop(net, fired);
    }
    return pooled ? Units.pool(net, y) : y;
  }
}
