package org.hillock.plugins.neurons;

import org.hillock.api.equations.Expr;

/** How a membrane potential leaks and takes up its input within one time step. */
final class Leak {

  private Leak() {}

  /**
   * {@code v·(1 - 1/tau) + x}, or with a decaying input {@code v + (x - v)/tau}: the Euler step of
   * {@code tau·dv/dt = x - v}.
   *
   * @param tau the membrane time constant in steps, at least 1
   */
  static Expr step(Expr v, Expr x, double tau, boolean decayInput) {
    var leaked = v.times(1 - 1 / tau);
    return leaked.plus(decayInput ? x.times(1 / tau) : x);
  }

  /** The factor a quantity of time constant {@code tau} decays by in one step. */
  static double factor(double tau) {
    return Math.exp(-1 / tau);
  }
}
