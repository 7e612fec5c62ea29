package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.NeuronModel;

/**
 * Gated LIF: three gates choose between exponential (1) and linear (0) leak, weighted (1) and plain
 * (0) input, multiplicative (1) and subtractive (0) reset. With the gates α, β, γ {@code u = (1 -
 * α·(1 - decay))·v·(1 - γ·s) - (1 - γ)·resetHeight·s - (1 - α)·linearLeak + x·(1 - β·(1 -
 * conductance))}, v and s from the step before; a spike where {@code u ≥ threshold}. Everything is
 * learnable and kept between 0 and 1 by a sigmoid. The source has one conductance for each time
 * step; here one serves all.
 */
@Component(
    id = "glif",
    doc =
        "Leaky integrate-and-fire that learns what it is: gates blend exponential and linear leak,"
            + " weighted and plain input, hard and soft reset; all of its values are learnable.",
    cites =
        "Yao, X., Li, F., Mo, Z., Cheng, J. (2022). GLIF: a unified gated leaky integrate-and-fire"
            + " neuron for spiking neural networks. NeurIPS 2022.")
public record GatedLif(
    @Param(doc = "where each gate starts", value = "0.5", above = 0, below = 1) double gate,
    @Param(
            doc = "factor of the exponential leak before training",
            value = "0.25",
            above = 0,
            below = 1)
        double decay,
    @Param(
            doc = "linear leak a step before training; the source starts at threshold/(2·T)",
            value = "0.0625",
            above = 0,
            below = 1)
        double linearLeak,
    @Param(doc = "weight of the input before training", value = "0.5", above = 0, below = 1)
        double conductance,
    @Param(doc = "firing threshold before training", value = "0.5", above = 0, below = 1)
        double threshold,
    @Param(
            doc = "what a subtractive reset takes off before training",
            value = "0.5",
            above = 0,
            below = 1)
        double resetHeight,
    @Param(
            doc =
                "whether all neurons of the layer share learnable values or each feature has its"
                    + " own",
            value = "scalar")
        Sharing sharing,
    @Param(doc = "derivative of the spike in the backward pass", value = "atan")
        Surrogate surrogate)
    implements NeuronModel {

  @Override
  public void define(Equations eq) {
    var alpha = unit(eq, "alpha", gate);
    var beta = unit(eq, "beta", gate);
    var gamma = unit(eq, "gamma", gate);
    var factor = alpha.times(unit(eq, "decay", decay).complement()).complement();
    var leak = alpha.complement().times(unit(eq, "linear-leak", linearLeak));
    var gain = beta.times(unit(eq, "conductance", conductance).complement()).complement();
    var height = gamma.complement().times(unit(eq, "reset-height", resetHeight));
    // What is left of a step for the next one, its spike accounted for.
    var left = eq.state("left", 0);
    var u = left.minus(leak).plus(eq.input().times(gain));
    var s = eq.spike(u.minus(unit(eq, "threshold", threshold)), surrogate);
    eq.next(left, factor.times(u).times(gamma.times(s).complement()).minus(height.times(s)));
    eq.emit(s);
  }

  @Override
  public boolean spiking() {
    return true;
  }

  private Expr unit(Equations eq, String name, double start) {
    double logit = Math.log(start / (1 - start));
    return eq.parameter(ParameterSpec.learnable(name, sharing, logit)).sigmoid();
  }
}
