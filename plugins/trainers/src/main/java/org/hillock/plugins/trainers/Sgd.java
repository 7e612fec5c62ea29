package org.hillock.plugins.trainers;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.train.Optimiser;

/** Stochastic gradient descent, as PyTorch states it: {@code m ← µm + g + λw; w ← w - ηm}. */
@Component(
    id = "sgd",
    doc = "Stochastic gradient descent with momentum and weight decay (L2).",
    cites =
        "Sutskever, I., Martens, J., Dahl, G., Hinton, G. (2013). On the importance of"
            + " initialization and momentum in deep learning. ICML 2013.")
public record Sgd(
    @Param(doc = "learning rate", value = "0.1", above = 0) double rate,
    @Param(doc = "share of the last update that is kept", value = "0.9", min = 0, below = 1)
        double momentum,
    @Param(doc = "whether the gradient is looked up ahead (Nesterov)", value = "false")
        boolean nesterov,
    @Param(doc = "weight decay, added to the gradient", value = "0", min = 0) double weightDecay)
    implements Optimiser {

  @Override
  public void define(Equations eq) {
    var w = eq.state(WEIGHT, 0);
    var gradient = eq.input("gradient").plus(w.times(weightDecay));
    var eta = eq.parameter(ParameterSpec.given("rate", Sharing.SCALAR));
    if (momentum == 0) {
      eq.next(w, w.minus(eta.times(gradient)));
      return;
    }
    var m = eq.state("momentum", 0);
    var next = m.times(momentum).plus(gradient);
    var direction = nesterov ? gradient.plus(next.times(momentum)) : next;
    eq.next(m, next);
    eq.next(w, w.minus(eta.times(direction)));
  }

  @Override
  public double[] scalars(long step, double rate) {
    return new double[] {rate};
  }
}
