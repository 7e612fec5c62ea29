package org.hillock.plugins.delays;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.HillockException;
import org.hillock.api.Param;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/**
 * {@code y_j[t] = Σ_i w_ij·x_i[t - d_ij]} on the last axis: features {@code […][in]} to {@code
 * […][out]}, each synapse with a weight {@code w} and a delay {@code d} of 0 to {@code window - 1}
 * steps.
 *
 * <p>A delay is learned as a position {@code p} around the middle of the window, {@code d = (window
 * - 1)/2 - p}: a larger position is a shorter delay. Training spreads each synapse over the window
 * as a Gaussian around its position, of deviation {@code sigma + 0.27}; inference rounds the delay
 * to a whole step and leaves the learned position as it is. Before its first step a sequence is
 * silent; it keeps its length, unless {@code padding} says otherwise.
 *
 * <p>Parameters {@code weight}, {@code [synapses][in][out]}, and {@code position}, the same or with
 * a 1 in place of the axis along which it is shared, and a buffer {@code sigma}, {@code [1]}, that
 * training reads at each pass: a trainer may shrink it, checkpoints keep it. Fixed positions are a
 * buffer, without sigma; a window of 1 has neither.
 */
@Component(
    id = "delayed-linear",
    doc =
        "Dense synapses with a weight and a delay each, both learnable: training spreads a delay"
            + " over neighbouring steps, inference rounds it. No bias.",
    cites =
        "Hammouamri, I., Khalfaoui-Hassani, I., Masquelier, T. (2024). Learning delays in spiking"
            + " neural networks using dilated convolutions with learnable spacings. ICLR 2024.")
public record DelayedLinear(
    @Param(doc = "features that leave", min = 1) int out,
    @Param(
            doc =
                "time steps a synapse reaches back, odd: delays are 0 to one less; 1 has no delays",
            unit = "steps",
            value = "25",
            min = 1)
        int window,
    @Param(
            doc = "synapses between each input and each output, with a weight and a delay each",
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
                "which synapses have a delay in common: none, those of an input, those of an"
                    + " output",
            value = "synaptic")
        Sharing delays,
    @Param(
            doc =
                "silence around a sequence: before it only, as in the paper's text, or also half a"
                    + " window after it, by which it gets longer, as in the authors' code",
            value = "left")
        Padding padding)
    implements Layer {

  /** Where a sequence is extended by silent steps. */
  public enum Padding {
    /** Before it: it keeps its length. */
    LEFT,
    /** And by {@code (window - 1)/2} steps after it, by which it gets longer. */
    BOTH
  }

  /**
   * Checks that the window has a centre, and room for the synapses.
   *
   * @throws HillockException with {@code INVALID_ARGUMENT}
   */
  public DelayedLinear {
    DelayWindow.require(window, synapses);
  }

  @Override
  public Value define(NetworkBuilder net, Value x) {
    int in = x.shape().dim(-1);
    var drawn = Initialiser.kaimingUniform(Math.multiplyExact(in, synapses));
    if (window == 1) {
      return net.linear(
          x, net.parameter(LearnedDelays.WEIGHT, Shape.of(in, out), drawn), Optional.empty());
    }
    var own =
        new Synapses(new DelayWindow(window), Shape.of(synapses, in, out), delays, learnDelays);
    var inputs = new ArrayList<>(List.of(x));
    inputs.addAll(own.define(net, drawn, sigma));
    int added = padding == Padding.BOTH ? window / 2 : 0;
    return net.apply(new DelayedSynapses(own, x.shape(), added), inputs);
  }
}
