package org.hillock.plugins.layers;

import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/** {@code y_t = m·x_t + (1 - m)·x_(t-1)} with a learnable {@code m} for each feature. */
@Component(
    id = "token-shift",
    doc =
        "Mixes each feature with what it was one time step before, in a learnable proportion of its"
            + " own; before the first step there are zeros.",
    cites = {
      "Peng, B. et al. (2023). RWKV: reinventing RNNs for the transformer era. Findings of EMNLP"
          + " 2023, section 3.1.1.",
      "Zhu, R.-J., Zhao, Q., Li, G., Eshraghian, J. K. (2023). SpikeGPT: generative pre-trained"
          + " language model with spiking neural networks. arXiv:2302.13939."
    })
public record TokenShift(
    @Param(doc = "share of the present step before training", value = "0.5", min = 0, max = 1)
        double mix)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    return net.scan(
        List.of(x),
        eq -> {
          var present = eq.parameter(ParameterSpec.learnable("mix", Sharing.FEATURE, mix));
          var before = eq.state("before", 0);
          var now = eq.input();
          eq.emit(before.plus(now.minus(before).times(present)));
          eq.next(before, now);
        });
  }
}
