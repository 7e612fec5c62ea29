package org.hillock.plugins.delays;

import java.util.Optional;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Preparation.Buffer;

/**
 * The tensors between which taps stand: {@code y[t] = Σ_k x[t - delay(k)]·tap_k}.
 *
 * @param rows how many vectors of features a step has
 * @param x {@code [steps][rows][in]}
 * @param entered the steps before the call, {@code [window - 1][rows][in]}
 * @param taps {@code [window][in][out]}
 * @param y {@code [output steps][rows][out]}
 * @param gradients in training
 */
record Wiring(
    Device device,
    TapSteps reach,
    int rows,
    int in,
    int out,
    Buffer x,
    Buffer entered,
    Buffer taps,
    Buffer y,
    Optional<Gradients> gradients) {

  /** The gradients of y, of x if it is wanted, and of the taps. */
  record Gradients(Buffer y, Optional<Buffer> x, Buffer taps) {}
}
