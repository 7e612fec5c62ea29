package org.hillock.plugins.iir;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.backend.Window;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Value;

/**
 * The residual network for small images of He et al. 2016, section 4.2: a convolution, three stages
 * of 16, 32 and 64 channels, the mean of each channel over the image, one dense layer without bias.
 * Where shapes change the shortcut is a 1×1 convolution (their option B).
 */
@Component(
    id = "cifar-resnet",
    doc =
        "The residual network of He et al. for small images, of depth 20, 32, 44, 56, 110 …: with"
            + " neurons spiking, without rectified units.",
    cites =
        "He, K., Zhang, X., Ren, S., Sun, J. (2016). Deep residual learning for image recognition."
            + " CVPR 2016.")
public record CifarResNet(
    @Param(
            doc = "layers with weights: six for each block of a stage, and two",
            value = "20",
            min = 8)
        int depth,
    @Param(doc = "features that leave", min = 1) int classes,
    @Param(doc = "channels of the first stage; later ones double them", value = "16", min = 1)
        int channels,
    @Param(
            doc =
                "whether convolutions are normalised; with neurons: whether they have the bias that"
                    + " takes up the normalisation of the network they are converted from",
            value = "true")
        boolean batchNorm,
    @Param(
            doc = "probability that a unit is silent, in training, for a whole sequence",
            value = "0",
            min = 0,
            below = 1)
        double dropout,
    @Param(doc = "the neurons; not given: rectified units") Optional<NeuronModel> neuron)
    implements Layer {

  private static final int STAGES = 3;
  private static final int LAYERS_A_BLOCK = 2;

  /** Checks that the depth is one of whole blocks. */
  public CifarResNet {
    if ((depth - 2) % (STAGES * LAYERS_A_BLOCK) != 0) {
      throw new IllegalArgumentException(
          "depth is 2 more than a multiple of 6 (20, 32, 44, 56, 110), got " + depth);
    }
  }

  @Override
  public Value define(NetworkBuilder net, Value x) {
    var units = new Units(neuron, batchNorm, dropout);
    var current = net.layer("stem", units.convolution(channels, 3, 1), Units.expectImage(x));
    var y = units.fire(net, current);
    var widths = List.of(channels, 2 * channels, 4 * channels);
    int blocks = (depth - 2) / (STAGES * LAYERS_A_BLOCK);
    y = ResidualBlock.stages(net, units, widths, Collections.nCopies(STAGES, blocks), y);
    var rows = new Window(y.shape().dim(0), 1, 0, 1);
    var columns = new Window(y.shape().dim(1), 1, 0, 1);
    return net.layer("output", units.dense(classes), net.averagePool2d(y, rows, columns));
  }
}
