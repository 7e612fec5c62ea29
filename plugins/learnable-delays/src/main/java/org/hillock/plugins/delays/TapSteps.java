package org.hillock.plugins.delays;

import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Tensor;

/**
 * Which steps each tap connects, in calls of some length. The last tap has no delay; taps from
 * {@link #firstPresent} on connect steps of the call, those before the last also what went before
 * it.
 *
 * @param steps of the input
 * @param outputs steps of the output: as many, or more
 */
record TapSteps(DelayWindow window, int steps, int outputs) {

  int taps() {
    return window.size();
  }

  /** How many steps before the call are seen in it. */
  int history() {
    return window.size() - 1;
  }

  int firstPresent() {
    return Math.max(window.size() - outputs, 0);
  }

  /** Whether the last tap reaches every step of the output. */
  boolean lastWritesAll() {
    return outputs == steps;
  }

  /** A tensor {@code [taps]…}, one entry each. */
  TapViews each(Buffer taps) {
    return new TapViews(taps, 0, taps(), Tensor::at);
  }

  /** Of the call's inputs {@code [steps]…} those a tap reads. */
  TapViews read(Buffer inputs) {
    return new TapViews(inputs, firstPresent(), taps(), (x, k) -> x.slice(0, present(k)));
  }

  /** Of the call's outputs {@code [outputs]…} those that a tap reaches from {@link #read}. */
  TapViews reached(Buffer outputs) {
    return new TapViews(
        outputs, firstPresent(), taps(), (y, k) -> y.slice(window.delay(k), present(k)));
  }

  /** Of the inputs before the call, {@code [history]…}, those a tap reads in it. */
  TapViews readBefore(Buffer earlier) {
    return new TapViews(earlier, 0, history(), (x, k) -> x.slice(k, before(k)));
  }

  /** Of the call's outputs {@code [outputs]…} those that a tap reaches from {@link #readBefore}. */
  TapViews reachedFromBefore(Buffer outputs) {
    return new TapViews(outputs, 0, history(), (y, k) -> y.slice(0, before(k)));
  }

  private int present(int tap) {
    return Math.min(steps, outputs - window.delay(tap));
  }

  private int before(int tap) {
    return Math.min(window.delay(tap), outputs);
  }
}
