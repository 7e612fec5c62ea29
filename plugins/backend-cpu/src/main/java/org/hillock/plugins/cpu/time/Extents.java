package org.hillock.plugins.cpu.time;

import org.hillock.api.backend.TimeConvolution;
import org.hillock.api.tensor.Tensor;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * The extents of a convolution in time, and how it is cut: taps into windows, which reach so many
 * delays each, outputs into panels as wide as a vector, rows into blocks.
 */
record Extents(int steps, int outputs, int rows, int taps, int in, int out, int lead) {

  /** Rows of a block: their gradients of a panel stay in the inner caches. */
  static final int BLOCK = 8;

  static Extents of(Tensor x, Tensor taps, int lead, Tensor y) {
    var c = TimeConvolution.of(x, taps, lead, y);
    return new Extents(c.steps(), c.outputs(), c.rows(), c.taps(), c.in(), c.out(), c.lead());
  }

  int windows() {
    return (taps + Windows.widest() - 1) / Windows.widest();
  }

  /** Delays of a window; the last one's may go beyond the taps. */
  int width() {
    return (taps + windows() - 1) / windows();
  }

  int panels() {
    return (out + Lanes.LENGTH - 1) / Lanes.LENGTH;
  }

  /** The columns of a panel. */
  int columns(int panel) {
    return Math.min(Lanes.LENGTH, out - panel * Lanes.LENGTH);
  }

  int blocks() {
    return (rows + BLOCK - 1) / BLOCK;
  }

  /** The rows of a block. */
  int rows(int block) {
    return Math.min(BLOCK, rows - block * BLOCK);
  }

  /** Steps that the inputs reach by the windows. */
  int reached() {
    return steps + windows() * width();
  }

  /** The step of y that is the first of {@link #reached}: not after the first. */
  int first() {
    return lead - (taps - 1);
  }

  /** Floats of a panel's taps, {@code [windows][in][width][lanes]}. */
  int panelSize() {
    return windows() * in * width() * Lanes.LENGTH;
  }
}
