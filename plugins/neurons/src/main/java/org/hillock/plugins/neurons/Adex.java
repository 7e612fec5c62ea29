package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;

/**
 * Adaptive exponential integrate-and-fire, in the units and with the values of Brette and Gerstner
 * (2005), by forward Euler: {@code C·dv/dt = -gL·(v - EL) + gL·ΔT·exp((v - VT)/ΔT) - w + x}, {@code
 * tauW·dw/dt = a·(v - EL) - w}; a spike where {@code v ≥ threshold}, then w grows by b and v is
 * reset, to EL when hard. The input is a current in nA. The exponential takes v at most just above
 * the threshold, which by default is five ΔT above VT. The surrogate sees the distance from the
 * threshold relative to that between threshold and EL.
 */
@Component(
    id = "adex",
    doc =
        "Adaptive exponential integrate-and-fire: exponential spike upswing and an adaptation"
            + " current that grows with each spike. In mV, ms and nA.",
    cites =
        "Brette, R., Gerstner, W. (2005). Adaptive exponential integrate-and-fire model as an"
            + " effective description of neuronal activity. Journal of Neurophysiology 94(5),"
            + " 3637-3642.")
public record Adex(
    @Param(doc = "length of a time step", unit = "ms", value = "1", above = 0) double dt,
    @Param(doc = "C", unit = "nF", value = "0.281", above = 0) double capacitance,
    @Param(doc = "leak conductance gL", unit = "µS", value = "0.03", above = 0) double leak,
    @Param(doc = "resting potential EL", unit = "mV", value = "-70.6") double rest,
    @Param(doc = "potential VT at which the upswing starts", unit = "mV", value = "-50.4")
        double rheobase,
    @Param(doc = "sharpness ΔT of the upswing", unit = "mV", value = "2", above = 0) double slope,
    @Param(
            doc = "time constant tauW of the adaptation current",
            unit = "ms",
            value = "144",
            above = 0)
        double tauAdaptation,
    @Param(doc = "adaptation to the membrane potential", unit = "µS", value = "0.004") double a,
    @Param(doc = "adaptation to each spike", unit = "nA", value = "0.0805") double b,
    @Param(doc = "firing threshold; above rest", unit = "mV", value = "-40.4") double threshold,
    @Param(doc = "what a spike does to the membrane potential", value = "hard-detached")
        Reset reset,
    @Param(doc = "derivative of the spike in the backward pass", value = "atan")
        Surrogate surrogate)
    implements NeuronModel {

  public Adex {
    if (threshold <= rest) {
      throw new IllegalArgumentException(
          "threshold %s must lie above rest %s".formatted(threshold, rest));
    }
  }

  @Override
  public void define(Equations eq) {
    var v = eq.state("v", rest);
    var w = eq.state("w", 0);
    double height = threshold - rest;
    var distance = v.minus(rest);
    var upswing =
        Upswing.bounded(v, threshold, height)
            .minus(rheobase)
            .times(1 / slope)
            .exp()
            .times(leak * slope);
    var current = upswing.minus(distance.times(leak)).minus(w).plus(eq.input());
    var u = v.plus(current.times(dt / capacitance));
    var s = eq.spike(u.minus(threshold).times(1 / height), surrogate);
    eq.next(v, reset.after(u.minus(rest), s, height).plus(rest));
    eq.next(w, w.plus(distance.times(a).minus(w).times(dt / tauAdaptation)).plus(s.times(b)));
    eq.emit(s);
  }

  @Override
  public boolean spiking() {
    return true;
  }
}
