package org.hillock.plugins.trainers;

import java.util.Arrays;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.train.Optimiser;

/** Adam with decoupled weight decay: {@code w ← w - ηλw - Adam's step}. */
@Component(
    id = "adamw",
    doc = "Adam with weight decay that acts on the weight itself, not through the moments.",
    cites = "Loshchilov, I., Hutter, F. (2019). Decoupled weight decay regularization. ICLR 2019.")
public record AdamW(
    @Param(doc = "learning rate", value = "1e-3", above = 0) double rate,
    @Param(doc = "decay of the first moment", value = "0.9", min = 0, below = 1) double beta1,
    @Param(doc = "decay of the second moment", value = "0.999", min = 0, below = 1) double beta2,
    @Param(doc = "added to the root of the second moment", value = "1e-8", above = 0)
        double epsilon,
    @Param(doc = "weight decay, as a share of the learning rate", value = "0.01", min = 0)
        double weightDecay)
    implements Optimiser {

  @Override
  public void define(Equations eq) {
    var w = eq.state(WEIGHT, 0);
    var step = new Moments(beta1, beta2, epsilon, false).step(eq, eq.input("gradient"));
    var decay = eq.parameter(ParameterSpec.given("decay", Sharing.SCALAR));
    eq.next(w, w.minus(decay.times(w)).minus(step));
  }

  @Override
  public double[] scalars(long step, double rate) {
    return scalars(step, rate, beta1);
  }

  @Override
  public double[] scalars(long step, double rate, double momentum) {
    var all = Arrays.copyOf(new Moments(momentum, beta2, epsilon, false).scalars(step, rate), 5);
    all[4] = rate * weightDecay;
    return all;
  }
}
