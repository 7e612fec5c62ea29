package org.hillock.plugins.delays;

import org.hillock.api.Component;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Param;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/**
 * Neurons with delayed synapses among themselves: the input of neuron j at step t is {@code x_j[t]
 * + Σ_i w_ij·s_i[t - 1 - d_ij]}, features {@code [n]} to {@code [n]}, each synapse with a weight
 * {@code w} and a delay {@code d} of 0 to {@code window - 1} steps beside the one that every spike
 * takes.
 *
 * <p>Delays are learned and rounded as in {@link DelayedLinear}, and parameters and buffers have
 * the same names: {@code weight} is {@code [synapses][n][n]}.
 */
@Component(
    id = "delayed-recurrent",
    doc =
        "Neurons that receive the input and, later, their own spikes, through dense synapses with a"
            + " weight and a delay each, both learnable. It contains its neurons: put no neuron"
            + " after it, and before it the synapses of its input.",
    cites =
        "Hammouamri, I., Khalfaoui-Hassani, I., Masquelier, T. (2024). Learning delays in spiking"
            + " neural networks using dilated convolutions with learnable spacings. ICLR 2024.")
public record DelayedRecurrent(
    @Param(doc = "the neuron model") NeuronModel neuron,
    @Param(
            doc =
                "how many delays a synapse may have, odd: 1 to as many time steps; 1: all synapses"
                    + " take one step",
            unit = "steps",
            value = "25",
            min = 1)
        int window,
    @Param(
            doc = "synapses from each neuron to each, with a weight and a delay each",
            value = "1",
            min = 1)
        int synapses,
    @Param(
            doc =
                "how far training spreads a delay, unless the trainer says so: the Gaussian's"
                    + " deviation less 0.27",
            unit = "steps",
            value = "0.23",
            min = 0)
        double sigma,
    @Param(
            doc = "whether delays are learned; else they stay the whole numbers first drawn",
            value = "true")
        boolean learnDelays,
    @Param(
            doc =
                "which synapses have a delay in common: none, those of a neuron that sends, those"
                    + " of one that receives",
            value = "synaptic")
        Sharing delays,
    @Param(
            doc =
                "weights are drawn evenly between this many times ±√(1/(n·synapses)); 0: none at"
                    + " first",
            value = "1",
            min = 0)
        double gain)
    implements Layer {

  /**
   * Checks that the window has a centre, and room for the synapses.
   *
   * @throws HillockException with {@code INVALID_ARGUMENT}
   */
  public DelayedRecurrent {
    DelayWindow.require(window, synapses);
  }

  @Override
  public Value define(NetworkBuilder net, Value x) {
    if (x.shape().rank() != 1) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "takes features on one axis, got %s; put flatten before it".formatted(x.shape()));
    }
    int n = x.shape().dim(0);
    var drawn = Initialiser.uniform(gain * Math.sqrt(1.0 / Math.multiplyExact(n, synapses)));
    if (window == 1) {
      return net.recurrent(x, neuron, net.parameter(LearnedDelays.WEIGHT, Shape.of(n, n), drawn));
    }
    var own = new Synapses(new DelayWindow(window), Shape.of(synapses, n, n), delays, learnDelays);
    return net.recurrent(x, neuron, new DelayedRecurrence(own), own.define(net, drawn, sigma));
  }
}
