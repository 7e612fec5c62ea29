package org.hillock.plugins.layers;

import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.network.Merge;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/**
 * RWKV's token mixing of a key k and a value v, with learnable {@code w > 0} and u for each
 * feature:
 *
 * <pre>{@code
 *       Σ_(i<t) e^(k_i - (t-1-i)·w)·v_i + e^(u + k_t)·v_t
 * y_t = -------------------------------------------------
 *       Σ_(i<t) e^(k_i - (t-1-i)·w)     + e^(u + k_t)
 * }</pre>
 *
 * Numerator and denominator are carried divided by the exponential of the largest exponent so far,
 * so that nothing overflows. They share that factor, which therefore is constant to the gradient.
 */
@Component(
    id = "wkv",
    doc =
        "A mean of all values so far, weighted by the exponential of their keys and fading with"
            + " their age: attention's place in RWKV and SpikeGPT, at a cost linear in time. Takes"
            + " two inputs of equal shape: [key, value].",
    cites = {
      "Peng, B. et al. (2023). RWKV: reinventing RNNs for the transformer era. Findings of EMNLP"
          + " 2023, equation 16.",
      "Zhu, R.-J., Zhao, Q., Li, G., Eshraghian, J. K. (2023). SpikeGPT: generative pre-trained"
          + " language model with spiking neural networks. arXiv:2302.13939."
    })
public record Wkv(
    @Param(doc = "w a time step before training", value = "0.3", above = 0) double decay,
    @Param(doc = "u before training", value = "0") double bonus)
    implements Merge {

  /** Below every exponent that occurs; its exponential is 0. */
  private static final double NOTHING_YET = -1e30;

  @Override
  public Value define(NetworkBuilder net, List<Value> inputs) {
    if (inputs.size() != 2) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "takes two inputs, [key, value], got %d".formatted(inputs.size()));
    }
    return net.scan(Merging.alike(inputs), this::mix);
  }

  private void mix(Equations eq) {
    var k = eq.input("key");
    var v = eq.input("value");
    // e^-w is learned as e^-e^p: positive, and never grows.
    var w = eq.parameter(ParameterSpec.learnable("decay", Sharing.FEATURE, Math.log(decay))).exp();
    var u = eq.parameter(ParameterSpec.learnable("bonus", Sharing.FEATURE, bonus));
    var numerator = eq.state("numerator", 0);
    var denominator = eq.state("denominator", 0);
    var largest = eq.state("largest exponent", NOTHING_YET);

    var seen = u.plus(k);
    var top = largest.max(seen).detach();
    var past = largest.minus(top).exp();
    var present = seen.minus(top).exp();
    eq.emit(
        numerator.times(past).plus(present.times(v)).over(denominator.times(past).plus(present)));

    var faded = largest.minus(w);
    var next = faded.max(k).detach();
    var old = faded.minus(next).exp();
    var added = k.minus(next).exp();
    eq.next(numerator, numerator.times(old).plus(added.times(v)));
    eq.next(denominator, denominator.times(old).plus(added));
    eq.next(largest, next);
  }
}
