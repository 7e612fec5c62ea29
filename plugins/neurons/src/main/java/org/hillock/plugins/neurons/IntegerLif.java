package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.NeuronModel;

/**
 * Graded spikes: {@code u = h + x}, sent on as the nearest integer {@code s} from 0 to {@code
 * levels}, then {@code h = leak·(u - s)}. The integer is a sum of spikes at the thresholds 1/2,
 * 3/2, …; with the rectangular surrogate of width 1 its gradient is 1 between 0 and {@code levels}
 * and 0 elsewhere, as in the source.
 */
@Component(
    id = "integer-lif",
    doc =
        "Integrate-and-fire with graded spikes: sends on the membrane potential rounded to an"
            + " integer from 0 to a number of levels, and subtracts it.",
    cites =
        "Luo, X., Yao, M., Chou, Y., Xu, B., Li, G. (2024). Integer-valued training and"
            + " spike-driven inference spiking neural network for high-performance and"
            + " energy-efficient object detection. ECCV 2024.")
public record IntegerLif(
    @Param(doc = "the largest integer sent on", value = "4", min = 1, max = 32) int levels,
    @Param(
            doc = "the part of the membrane potential left after a step",
            value = "0.25",
            min = 0,
            max = 1)
        double leak,
    @Param(doc = "whether the reset is constant to the gradient", value = "true")
        boolean detachReset,
    @Param(doc = "derivative of the spike in the backward pass", value = "rectangular")
        Surrogate surrogate)
    implements NeuronModel {

  @Override
  public void define(Equations eq) {
    var h = eq.state("h", 0);
    var u = h.plus(eq.input());
    var s = eq.constant(0);
    for (int level = 1; level <= levels; level++) {
      s = s.plus(eq.spike(u.minus(level - 0.5), surrogate));
    }
    eq.next(h, u.minus(detachReset ? s.detach() : s).times(leak));
    eq.emit(s);
  }

  @Override
  public boolean spiking() {
    return false;
  }
}
