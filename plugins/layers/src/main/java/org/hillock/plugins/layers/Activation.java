package org.hillock.plugins.layers;

import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Expr;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/** An elementwise function without memory: the units of networks that do not spike. */
@Component(
    id = "activation",
    doc =
        "An elementwise function without memory, for networks or parts of them that do not spike.",
    cites = {
      "Hendrycks, D., Gimpel, K. (2016). Gaussian error linear units (GELUs). arXiv:1606.08415."
          + " (function: gelu, by its approximation with tanh)",
      "Elfwing, S., Uchibe, E., Doya, K. (2018). Sigmoid-weighted linear units for neural network"
          + " function approximation in reinforcement learning. Neural Networks 107. (function:"
          + " silu)"
    })
public record Activation(@Param(doc = "which one", value = "relu") Function function)
    implements Layer {

  /** What is computed of each feature. */
  public enum Function {
    /** {@code max(x, 0)}. */
    RELU,
    /** {@code x·Φ(x)} with the distribution function Φ of the normal distribution, approximated. */
    GELU,
    /** {@code x·sigmoid(x)}. */
    SILU,
    /** {@code 1/(1 + e^-x)}. */
    SIGMOID,
    /** The hyperbolic tangent. */
    TANH;

    private Expr of(Expr x) {
      return switch (this) {
        case RELU -> x.max(0);
        case GELU -> {
          var inner = x.square().times(x).times(0.044715).plus(x);
          yield x.times(0.5).times(inner.times(Math.sqrt(2 / Math.PI)).tanh().plus(1));
        }
        case SILU -> x.times(x.sigmoid());
        case SIGMOID -> x.sigmoid();
        case TANH -> x.tanh();
      };
    }
  }

  @Override
  public Value define(NetworkBuilder net, Value x) {
    return net.map(List.of(x), eq -> eq.emit(function.of(eq.input())));
  }
}
