package org.hillock.plugins.cpu.image;

import org.hillock.api.backend.Window;

/**
 * How events of one axis meet targets. With {@code a = source + padding}, an event is of phase
 * {@code a mod stride} and of quotient {@code a div stride}; window element {@code e}, at distance
 * {@code e·dilation}, meets the events of phase {@code distance mod stride}, at target {@code
 * quotient − distance div stride}.
 *
 * @param gap zeros between rows of targets (or images of rows) so that whatever is beside them is 0
 */
record Phases(Window window, int extent, int targets, int gap) {

  static Phases of(Window window, int extent) {
    int targets = window.count(extent);
    int most = (extent - 1 + window.padding()) / window.stride();
    return new Phases(
        window, extent, targets, Math.max(reach(window), Math.max(0, most - targets + 1)));
  }

  /** The largest distance in targets. */
  private static int reach(Window w) {
    return (w.size() - 1) * w.dilation() / w.stride();
  }

  int count() {
    return window.stride();
  }

  int phase(int source) {
    return (source + window.padding()) % window.stride();
  }

  int quotient(int source) {
    return (source + window.padding()) / window.stride();
  }

  /** The first element of a phase, or the window's size. */
  private int first(int phase) {
    for (int e = 0; e < window.size(); e++) {
      if (e * window.dilation() % window.stride() == phase) {
        return e;
      }
    }
    return window.size();
  }

  /** From an element to the next one of its phase. */
  private int step() {
    int e = 1;
    while (e * window.dilation() % window.stride() != 0) {
      e++;
    }
    return e;
  }

  /** Elements of a phase. */
  int elements(int phase) {
    int first = first(phase);
    return first == window.size() ? 0 : (window.size() - 1 - first) / step() + 1;
  }

  /** An element of a phase, from 0. */
  int element(int phase, int index) {
    return first(phase) + index * step();
  }

  /** How far apart the targets of neighbours in a phase are. */
  int stepDistance() {
    return step() * window.dilation() / window.stride();
  }

  /** How many targets before an event's quotient an element's is. */
  int distance(int element) {
    return element * window.dilation() / window.stride();
  }

  /** The first source that meets targets from this one on. */
  int firstSource(int target) {
    return Math.clamp(target * window.stride() - window.padding(), 0, extent);
  }

  /** The last source that meets targets up to this one. */
  int lastSource(int target) {
    int last = (target + reach(window) + 1) * window.stride() - 1 - window.padding();
    return Math.clamp(last, -1, extent - 1);
  }
}
