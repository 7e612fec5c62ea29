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
  private final Taps spread;
  private final TapSteps reach;
  private final int rows;
  private final int in;
  private final int out;
  private final Buffer x;
  private final Buffer weight;
  private final Buffer position;
  private final Buffer taps;
  private final Buffer entered;
  private final CarriedBuffer earlier;
  private final TapViews tap;
  private final TapViews read;
  private final TapViews reached;
  private final TapViews readBefore;
  private final TapViews reachedFromBefore;
  private final Optional<DelayedGradients> gradients;

  /**
   * @param rows how many vectors of {@code in} features a step has
   * @param synapses {@code [in][out]}
   */
  DelayedProducts(Preparation at, DelayWindow window, Taps spread, int rows, Shape synapses) {
    device = at.device();
    this.spread = spread;
    this.rows = rows;
    reach = new TapSteps(window, at.steps());
    in = synapses.dim(0);
    out = synapses.dim(1);
    x = at.input(0);
    weight = at.input(1);
    position = at.input(2);
    taps = at.saved(synapses.prepend(reach.taps()));
    var past = Shape.of(reach.history(), rows, in);
    entered = at.saved(past);
    earlier = at.carried("earlier steps", past, 0);
    tap = reach.each(taps);
    read = reach.read(x);
    reached = reach.reached(at.output());
    readBefore = reach.readBefore(entered);
    reachedFromBefore = reach.reachedFromBefore(at.output());
    gradients =
        at.training()
            ? Optional.of(new DelayedGradients(at, reach, spread, rows, synapses, taps, entered))
            : Optional.empty();
  }

  @Override
  public void forward() {
    spread.fill(weight.tensor(), position.tensor(), taps.tensor());
    // The last tap first: it has no delay, so that it writes every step.
    int last = reach.history();
    for (int k = last; k >= reach.firstPresent(); k--) {
      multiply(read.at(k), k, reached.at(k), k < last);
    }
    if (earlier.initial().isPresent()) {
      entered.tensor().copyFrom(earlier.initial().get());
      for (int k = 0; k < last; k++) {
        multiply(readBefore.at(k), k, reachedFromBefore.at(k), true);
      }
    } else {
      entered.tensor().fill(0);
    }
    if (earlier.last().isPresent()) {
      remember(earlier.last().get());
    }
  }

  private void multiply(Tensor from, int k, Tensor to, boolean accumulate) {
    int m = from.shape().dim(0) * rows;
    device.gemm(false, false, m, out, in, from, tap.at(k), to, accumulate);
  }

  private void remember(Tensor to) {
    int fresh = Math.min(reach.history(), reach.steps());
    int old = reach.history() - fresh;
    if (old > 0) {
      to.slice(0, old).copyFrom(entered.tensor().slice(fresh, old));
    }
    to.slice(old, fresh).copyFrom(x.tensor().slice(reach.steps() - fresh, fresh));
  }

  @Override
  public void backward() {
    gradients.orElseThrow().write(earlier.initial().isPresent());
  }
}
