package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;

/**
 * Izhikevich (2003), in the units of the paper, by forward Euler: {@code dv/dt = 0.04·v² + 5·v +
 * 140 - w + x}, {@code dw/dt = a·(b·v - w)}; a spike where {@code v ≥ peak}, then w grows by d and
 * v is reset, to c when hard. What drives v takes it at most just above the peak, which matters
 * only to resets that leave it higher. The surrogate sees the distance from the peak relative to
 * that between peak and c.
 */
@Component(
    id = "izhikevich",
    doc =
        "The model of Izhikevich: a quadratic membrane with a recovery variable; four numbers"
            + " choose between regular spiking, bursting, fast spiking and more. In mV and ms; the"
            + " defaults are regular spiking.",
    cites =
        "Izhikevich, E. M. (2003). Simple model of spiking neurons. IEEE Transactions on Neural"
            + " Networks 14(6), 1569-1572.")
public record Izhikevich(
    @Param(doc = "length of a time step", unit = "ms", value = "0.5", above = 0) double dt,
    @Param(doc = "rate of the recovery variable", value = "0.02") double a,
    @Param(doc = "sensitivity of the recovery variable to the membrane potential", value = "0.2")
        double b,
    @Param(doc = "potential after a spike", unit = "mV", value = "-65") double c,
    @Param(doc = "what a spike adds to the recovery variable", value = "8") double d,
    @Param(doc = "potential of a spike; above c", unit = "mV", value = "30") double peak,
    @Param(doc = "what a spike does to the membrane potential", value = "hard-detached")
        Reset reset,
    @Param(doc = "derivative of the spike in the backward pass", value = "atan")
        Surrogate surrogate)
    implements NeuronModel {

  public Izhikevich {
    if (peak <= c) {
      throw new IllegalArgumentException("peak %s must lie above c %s".formatted(peak, c));
    }
  }

  @Override
  public void define(Equations eq) {
    var v = eq.state("v", c);
    var w = eq.state("w", b * c);
    double height = peak - c;
    var bounded = Upswing.bounded(v, peak, height);
    var square = bounded.square().times(0.04);
    var drift = square.plus(bounded.times(5)).plus(140).minus(w).plus(eq.input());
    var u = v.plus(drift.times(dt));
    var s = eq.spike(u.minus(peak).times(1 / height), surrogate);
    eq.next(v, reset.after(u.minus(c), s, height).plus(c));
    eq.next(w, w.plus(v.times(b).minus(w).times(a * dt)).plus(s.times(d)));
    eq.emit(s);
  }

  @Override
  public boolean spiking() {
    return true;
  }
}
