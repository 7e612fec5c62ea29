package org.hillock.plugins.trainers;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.train.Optimiser;

/** Adam; weight decay is added to the gradient. */
@Component(
    id = "adam",
    doc = "Adam: steps of a size that follows each weight's own gradient history.",
    cites = {
      "Kingma, D. P., Ba, J. (2015). Adam: a method for stochastic optimization. ICLR 2015.",
      "Reddi, S. J., Kale, S., Kumar, S. (2018). On the convergence of Adam and beyond. ICLR 2018."
          + " (amsgrad)"
    })
public record Adam(
    @Param(doc = "learning rate", value = "1e-3", above = 0) double rate,
    @Param(doc = "decay of the first moment", value = "0.9", min = 0, below = 1) double beta1,
    @Param(doc = "decay of the second moment", value = "0.999", min = 0, below = 1) double beta2,
    @Param(doc = "added to the root of the second moment", value = "1e-8", above = 0)
        double epsilon,
    @Param(doc = "weight decay, added to the gradient (L2)", value = "0", min = 0)
        double weightDecay,
    @Param(
            doc = "whether steps are divided by the largest second moment so far (AMSGrad)",
            value = "false")
        boolean amsgrad)
    implements Optimiser {

  @Override
  public void define(Equations eq) {
    var w = eq.state(WEIGHT, 0);
    var gradient = eq.input("gradient").plus(w.times(weightDecay));
    eq.next(w, w.minus(moments().step(eq, gradient)));
  }

  @Override
  public double[] scalars(long step, double rate) {
    return moments().scalars(step, rate);
  }

  @Override
  public double[] scalars(long step, double rate, double momentum) {
    return new Moments(momentum, beta2, epsilon, amsgrad).scalars(step, rate);
  }

  private Moments moments() {
    return new Moments(beta1, beta2, epsilon, amsgrad);
  }
}
