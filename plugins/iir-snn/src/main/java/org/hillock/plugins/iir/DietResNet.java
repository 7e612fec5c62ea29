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
 * The residual network of the paper's code: three convolutions, pooling, four stages of residual
 * blocks, and one dense layer on all that is left of the image. With two blocks a stage it is what
 * the authors call ResNet-20; it is not that of He et al.: see {@link CifarResNet}.
 */
@Component(
    id = "diet-resnet",
    doc =
        "The residual network of DIET-SNN and of the one-time-step paper: three convolutions before"
            + " four stages of residual blocks. With neurons spiking, without rectified units.",
    cites = {
      "Rathi, N., Roy, K. (2020). DIET-SNN: direct input encoding with leakage and threshold"
          + " optimization in deep spiking neural networks. arXiv:2008.03658.",
      "Chowdhury, S. S., Rathi, N., Roy, K. (2021). One timestep is all you need: training spiking"
          + " neural networks with ultra low latency. arXiv:2110.05929."
    })
public record DietResNet(
    @Param(doc = "features that leave", min = 1) int classes,
    @Param(
            doc = "blocks of each of the four stages: two of each is the authors' ResNet-20",
            value = "[2, 2, 2, 2]")
        List<Integer> blocks,
    @Param(
            doc =
                "channels of the first convolutions and of the first stage; later ones double them",
            value = "64",
            min = 1)
        int channels,
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

  private static final int STAGES = 4;
  private static final int STEM = 3;

  /** Checks that each stage has blocks. */
  public DietResNet {
    blocks = List.copyOf(blocks);
    if (blocks.size() != STAGES || blocks.stream().anyMatch(n -> n < 1)) {
      throw new IllegalArgumentException(
          "blocks are four numbers of at least 1, one for each stage, got " + blocks);
    }
  }

  @Override
  public Value define(NetworkBuilder net, Value x) {
    var units = new Units(neuron, batchNorm, dropout);
    var y = Units.expectImage(x);
    for (int i = 0; i < STEM; i++) {
      var fired = units.fire(net, net.layer("stem" + i, units.convolution(channels, 3, 1), y));
      y = i < STEM - 1 ? units.drop(net, fired) : Units.pool(net, fired);
    }
    var widths = List.of(channels, 2 * channels, 4 * channels, 8 * channels);
    y = ResidualBlock.stages(net, units, widths, blocks, y);
    return net.layer("output", units.dense(classes), y);
  }
}
