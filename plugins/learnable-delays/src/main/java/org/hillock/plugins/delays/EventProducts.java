package org.hillock.plugins.delays;

import org.hillock.api.tensor.Tensor;

/**
 * Products that skip what is zero in x: the device's convolutions in time. What is sent back is not
 * sparse and goes another way.
 */
record EventProducts(Wiring wiring) {

  /** As {@link Products#forward}. */
  void forward(boolean continued) {
    var y = wiring.y().tensor();
    convolve(wiring.x().tensor(), wiring.reach().history(), y, false);
    if (continued) {
      convolve(wiring.entered().tensor(), 0, y, true);
    }
  }

  private void convolve(Tensor x, int lead, Tensor y, boolean accumulate) {
    wiring.device().convolveInTime(x, wiring.taps().tensor(), lead, y, accumulate);
  }

  /** As {@link Products#collect}. */
  void collect(boolean continued) {
    collect(wiring.x().tensor(), wiring.reach().history(), false);
    if (continued) {
      collect(wiring.entered().tensor(), 0, true);
    }
  }

  private void collect(Tensor x, int lead, boolean accumulate) {
    var gradients = wiring.gradients().orElseThrow();
    var dy = gradients.y().tensor();
    var dtaps = gradients.taps().tensor();
    wiring.device().convolveInTimeTapGradient(x, dy, lead, dtaps, accumulate);
  }
}
