package org.hillock.plugins.layers;

import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/** {@code y_t = d·y_(t-1) + x_t} with a learnable {@code d = sigmoid(w)} for each feature. */
@Component(
    id = "decaying-scan",
    doc =
        "The sum of all that arrived, each step weighted by d to the power of its age; every"
            + " feature has a learnable decay d of its own, kept in (0, 1) by a sigmoid. Mixes time"
            + " steps without attention.",
    cites =
        "Martin, E., Cundy, C. (2018). Parallelizing linear recurrent neural nets over sequence"
            + " length. ICLR 2018.")
public record DecayingScan(
    @Param(doc = "decay d a time step before training", value = "0.9", above = 0, below = 1)
        double decay)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    double logit = Math.log(decay / (1 - decay));
    return net.scan(
        List.of(x),
        eq -> {
          var d = eq.parameter(ParameterSpec.learnable("decay", Sharing.FEATURE, logit)).sigmoid();
          var sum = eq.state("sum", 0);
          var next = sum.times(d).plus(eq.input());
          eq.next(sum, next);
          eq.emit(next);
        });
  }
}
