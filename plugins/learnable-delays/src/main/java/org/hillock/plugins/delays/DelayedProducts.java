package org.hillock.plugins.delays;

import java.util.Optional;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.network.Preparation.CarriedBuffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * A matrix product for each tap, over all steps at once. The last {@code window - 1} inputs of the
 * call before are remembered; no gradient is sent back to them.
 */
final class DelayedProducts implements Operation.Kernel {

  private final Device device;
  private final DelayWindow window;
  private final Taps spread;
  private final int steps;
  private final int history;
  private final int rows;
  private final int in;
  private final int out;
  private final Buffer x;
  private final Buffer weight;
  private final Buffer position;
  private final Buffer y;
  private final Buffer dy;
  private final Optional<Buffer> dx;
  private final Optional<Buffer> dWeight;
  private final Optional<Buffer> dPosition;
  private final Buffer taps;
  private final Buffer entered;
  private final Optional<Buffer> tapGradient;
  private final CarriedBuffer earlier;

  DelayedProducts(Preparation at, DelayWindow window, Taps spread, int rows, Shape synapses) {
    device = at.device();
    this.window = window;
    this.spread = spread;
    this.rows = rows;
    in = synapses.dim(0);
    out = synapses.dim(1);
    steps = at.steps();
    history = window.size() - 1;
    x = at.input(0);
    weight = at.input(1);
    position = at.input(2);
    y = at.output();
    dy = at.outputGradient();
    dx = gradient(at, 0);
    dWeight = gradient(at, 1);
    dPosition = gradient(at, 2);
    var kernel = synapses.prepend(window.size());
    taps = at.saved(kernel);
    tapGradient =
        dWeight.isPresent() || dPosition.isPresent()
            ? Optional.of(at.scratch(kernel))
            : Optional.empty();
    entered = at.saved(Shape.of(history, rows, in));
    earlier = at.carried("earlier steps", Shape.of(history, rows, in), 0);
  }

  private static Optional<Buffer> gradient(Preparation at, int input) {
    return at.needsGradient(input) ? Optional.of(at.inputGradient(input)) : Optional.empty();
  }

  @Override
  public void forward() {
    spread.fill(weight.tensor(), position.tensor(), taps.tensor());
    // The last tap first: it has no delay and reaches every step.
    for (int k = history; k >= 0 && window.delay(k) < steps; k--) {
      int d = window.delay(k);
      int count = steps - d;
      multiply(x.tensor().slice(0, count), k, y.tensor().slice(d, count), d > 0);
    }
    if (earlier.initial().isPresent()) {
      entered.tensor().copyFrom(earlier.initial().get());
      for (int k = 0; k < history; k++) {
        int count = fromBefore(k);
        multiply(entered.tensor().slice(k, count), k, y.tensor().slice(0, count), true);
      }
    } else {
      entered.tensor().fill(0);
    }
    if (earlier.last().isPresent()) {
      remember(earlier.last().get());
    }
  }

  /** How many of the present steps a tap fills with inputs from before. */
  private int fromBefore(int tap) {
    return Math.min(window.delay(tap), steps);
  }

  private void multiply(Tensor from, int tap, Tensor to, boolean accumulate) {
    int m = from.shape().dim(0) * rows;
    device.gemm(false, false, m, out, in, from, taps.tensor().at(tap), to, accumulate);
  }

  private void remember(Tensor to) {
    int fresh = Math.min(history, steps);
    int old = history - fresh;
    if (old > 0) {
      to.slice(0, old).copyFrom(entered.tensor().slice(fresh, old));
    }
    to.slice(old, fresh).copyFrom(x.tensor().slice(steps - fresh, fresh));
  }

  @Override
  public void backward() {
    if (dx.isPresent()) {
      sendBack(dx.get().tensor());
    }
    if (tapGradient.isPresent()) {
      collect(tapGradient.get().tensor());
      spread.differentiate(
          weight.tensor(),
          position.tensor(),
          tapGradient.get().tensor(),
          dWeight.map(Buffer::tensor),
          dPosition.map(Buffer::tensor));
    }
  }

  private void sendBack(Tensor to) {
    for (int k = history; k >= 0 && window.delay(k) < steps; k--) {
      int d = window.delay(k);
      int count = steps - d;
      var from = dy.tensor().slice(d, count);
      var tap = taps.tensor().at(k);
      device.gemm(false, true, count * rows, in, out, from, tap, to.slice(0, count), d > 0);
    }
  }

  private void collect(Tensor gradient) {
    boolean continued = earlier.initial().isPresent();
    for (int k = history; k >= 0; k--) {
      int d = window.delay(k);
      var tap = gradient.at(k);
      if (d < steps) {
        int count = steps - d;
        weigh(x.tensor().slice(0, count), dy.tensor().slice(d, count), tap, false);
      } else {
        tap.fill(0);
      }
      if (continued && d > 0) {
        int count = fromBefore(k);
        weigh(entered.tensor().slice(k, count), dy.tensor().slice(0, count), tap, true);
      }
    }
  }

  private void weigh(Tensor from, Tensor to, Tensor tap, boolean accumulate) {
    int k = from.shape().dim(0) * rows;
    device.gemm(true, false, in, out, k, from, to, tap, accumulate);
  }
}
