package org.hillock.plugins.neurons;

import org.hillock.api.equations.Expr;

/** Keeps the upswing of a spike finite. */
final class Upswing {

  private Upswing() {}

  /**
   * The membrane potential, but at most just above the threshold: all of it where a hard reset left
   * it, bounded where another reset left it higher. Not at the threshold itself, because there a
   * soft reset puts it when a spike is differentiated (and checked) with a slope of 1.
   *
   * @param height the distance of the threshold from rest
   */
  static Expr bounded(Expr v, double threshold, double height) {
    return v.min(threshold + height / 100);
  }
}
