package org.hillock.engine.network;

/** What becomes of the layers' outputs between the forward and the backward pass of training. */
public enum Activations {
  /** All are kept. */
  KEPT,
  /**
   * Those at the ends of segments are kept. The forward pass of a segment runs once more before its
   * backward pass, with the same bits: less memory for about a third more time (Chen et al. 2016,
   * Training deep nets with sublinear memory cost).
   */
  RECOMPUTED
}
