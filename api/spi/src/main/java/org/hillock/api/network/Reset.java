package org.hillock.api.network;

import org.hillock.api.equations.Expr;

/** What a spike does to the membrane potential, and whether gradients flow through it. */
public enum Reset {
  /** To zero. */
  HARD(true, false),
  /** To zero; the spike is constant to the gradient. */
  HARD_DETACHED(true, true),
  /** Less the threshold. */
  SOFT(false, false),
  /** Less the threshold; the spike is constant to the gradient. */
  SOFT_DETACHED(false, true),
  /** None. */
  NONE(false, true);

  private final boolean hard;
  private final boolean detached;

  Reset(boolean hard, boolean detached) {
    this.hard = hard;
    this.detached = detached;
  }

  /**
   * The membrane potential after the reset.
   *
   * @param u the membrane potential before it
   * @param spike the spike
   * @param threshold the firing threshold
   */
  public Expr after(Expr u, Expr spike, Expr threshold) {
    if (this == NONE) {
      return u;
    }
    var s = detached ? spike.detach() : spike;
    return hard ? u.times(s.complement()) : u.minus(s.times(threshold));
  }

  /** {@link #after(Expr, Expr, Expr)} with a fixed threshold. */
  public Expr after(Expr u, Expr spike, double threshold) {
    return after(u, spike, u.graph().constant(threshold));
  }
}
