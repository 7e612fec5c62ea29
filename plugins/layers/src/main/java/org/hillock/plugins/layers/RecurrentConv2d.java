package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Param;
import org.hillock.api.backend.Window;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/**
 * Neurons on an image with convolutional synapses from the input and among themselves: the input
 * current at step t is {@code conv(x_t) + bias + conv(s_(t-1))}.
 */
@Component(
    id = "recurrent-conv2d",
    doc =
        "Neurons on an image that receive a convolution of the input and, one time step later, a"
            + " convolution of their own spikes. It contains its neurons: put no neuron after it.",
    cites =
        "Shi, X., Chen, Z., Wang, H., Yeung, D.-Y., Wong, W., Woo, W. (2015). Convolutional LSTM"
            + " network: a machine learning approach for precipitation nowcasting. NeurIPS 2015.")
public record RecurrentConv2d(
    @Param(doc = "channels of neurons", min = 1) int out,
    @Param(doc = "the neuron model") NeuronModel neuron,
    @Param(doc = "height and width of the input's window", unit = "pixels", value = "3", min = 1)
        int kernel,
    @Param(doc = "how far apart windows on the input are", unit = "pixels", value = "1", min = 1)
        int stride,
    @Param(doc = "zeros around the input", unit = "pixels", value = "1", min = 0) int padding,
    @Param(
            doc = "height and width of the window on the neurons' own spikes, odd",
            unit = "pixels",
            value = "3",
            min = 1)
        int recurrentKernel,
    @Param(doc = "whether each channel has a learnable bias, 0 before training", value = "true")
        boolean bias,
    @Param(doc = "how input weights are drawn", value = "kaiming") Weights weights,
    @Param(doc = "what the range of the input weights is multiplied by", value = "1", above = 0)
        double gain,
    @Param(doc = "how recurrent weights are drawn", value = "fan-in") Weights recurrentWeights,
    @Param(
            doc = "what the range of the recurrent weights is multiplied by; 0: none at first",
            value = "1",
            min = 0)
        double recurrentGain)
    implements Layer {

  public RecurrentConv2d {
    if (recurrentKernel % 2 == 0) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "the window on the neurons' own spikes has a centre: recurrent-kernel must be odd, got "
              + recurrentKernel);
    }
  }

  @Override
  public Value define(NetworkBuilder net, Value x) {
    var window = new Window(kernel, stride, padding, 1);
    var synapses = new Synapses(out, 1, bias, weights, gain);
    var current = synapses.define(net, Images.expect(x), window, window);
    int fan = recurrentKernel * recurrentKernel * out;
    var recurrent =
        net.parameter(
            "recurrent",
            Shape.of(recurrentKernel, recurrentKernel, out, out),
            recurrentWeights.matrix(fan, fan, recurrentGain));
    var own = new Window(recurrentKernel, 1, recurrentKernel / 2, 1);
    return net.recurrentConv2d(current, neuron, recurrent, own, own, 1);
  }
}
