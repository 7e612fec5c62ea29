package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;

/**
 * Leaky integrate-and-fire with escape noise: {@code u = v·(1 - 1/tau) + x}, a spike with
 * probability {@code p = σ((u - threshold)/width)}, then the reset. The gradient is that of p: of
 * the expected spike, given u.
 */
@Component(
    id = "stochastic-lif",
    doc =
        "Leaky integrate-and-fire that spikes at random, the likelier the higher its membrane"
            + " potential; differentiated as its probability to spike.",
    cites = {
      "Gerstner, W., Kistler, W. M., Naud, R., Paninski, L. (2014). Neuronal Dynamics. Cambridge"
          + " University Press, section 9.1.",
      "Gygax, J., Zenke, F. (2024). Elucidating the theoretical underpinnings of surrogate gradient"
          + " learning in spiking neural networks. arXiv:2404.14964."
    })
public record StochasticLif(
    @Param(
            doc = "membrane time constant; 1 forgets everything",
            unit = "steps",
            value = "2",
            min = 1)
        double tau,
    @Param(doc = "membrane potential at which every other step has a spike", value = "1", above = 0)
        double threshold,
    @Param(
            doc = "how far above the threshold the odds of a spike are e to 1; less is less noise",
            value = "0.25",
            above = 0)
        double width,
    @Param(
            doc =
                "whether the input is divided by tau: v + (x - v)/tau instead of v·(1 - 1/tau) + x",
            value = "false")
        boolean decayInput,
    @Param(doc = "what a spike does to the membrane potential", value = "hard-detached")
        Reset reset)
    implements NeuronModel {

  @Override
  public void define(Equations eq) {
    var v = eq.state("v", 0);
    var u = Leak.step(v, eq.input(), tau, decayInput);
    var probability = u.minus(threshold).times(1 / width).sigmoid();
    var s = eq.spike(probability.minus(eq.uniform()), new StraightThrough());
    eq.next(v, reset.after(u, s, threshold));
    eq.emit(s);
  }

  @Override
  public boolean spiking() {
    return true;
  }
}
