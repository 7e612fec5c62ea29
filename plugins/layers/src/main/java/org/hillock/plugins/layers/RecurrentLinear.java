package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Param;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/**
 * Neurons with dense synapses from the input and among themselves: the input current at step t is
 * {@code x_t·weight + bias + s_(t-1)·recurrent}, features {@code [in]} to {@code [out]}.
 */
@Component(
    id = "recurrent-linear",
    doc =
        "A population of neurons that receives the input and, one time step later, its own spikes,"
            + " both through dense learnable synapses. It contains its neurons: put no neuron after"
            + " it.",
    cites =
        "Bellec, G., Salaj, D., Subramoney, A., Legenstein, R., Maass, W. (2018). Long short-term"
            + " memory and learning-to-learn in networks of spiking neurons. NeurIPS 2018.")
public record RecurrentLinear(
    @Param(doc = "neurons", min = 1) int out,
    @Param(doc = "the neuron model") NeuronModel neuron,
    @Param(doc = "whether each neuron has a learnable bias, 0 before training", value = "true")
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

  @Override
  public Value define(NetworkBuilder net, Value x) {
    if (x.shape().rank() != 1) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "takes features on one axis, got %s; put flatten before it".formatted(x.shape()));
    }
    var current = Linear.project(net, x, out, bias, weights, gain);
    var recurrent =
        net.parameter(
            "recurrent", Shape.of(out, out), recurrentWeights.matrix(out, out, recurrentGain));
    return net.recurrent(current, neuron, recurrent);
  }
}
