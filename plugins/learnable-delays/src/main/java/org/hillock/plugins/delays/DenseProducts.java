package org.hillock.plugins.delays;

import java.util.Optional;
import org.hillock.api.tensor.Tensor;

/** The reference: a matrix product for each tap, over all steps at once. */
final class DenseProducts implements Products {

  private final Wiring wiring;
  private final TapSteps reach;
  private final TapViews tap;
  private final TapViews read;
  private final TapViews reached;
  private final TapViews readBefore;
  private final TapViews reachedFromBefore;
  private final Optional<Back> back;

  /** Views of gradients. */
  private record Back(
      TapViews reached, TapViews reachedFromBefore, Optional<TapViews> sent, TapViews ofTap) {}

  DenseProducts(Wiring wiring) {
    this.wiring = wiring;
    reach = wiring.reach();
    tap = reach.each(wiring.taps());
    read = reach.read(wiring.x());
    reached = reach.reached(wiring.y());
    readBefore = reach.readBefore(wiring.entered());
    reachedFromBefore = reach.reachedFromBefore(wiring.y());
    back =
        wiring
            .gradients()
            .map(
                g ->
                    new Back(
                        reach.reached(g.y()),
                        reach.reachedFromBefore(g.y()),
                        g.x().map(reach::read),
                        reach.each(g.taps())));
  }

  @Override
  public void forward(boolean continued) {
    boolean accumulate = !reach.lastWritesAll();
    if (accumulate) {
      wiring.y().tensor().fill(0);
    }
    // The last tap first: it has no delay, so that it writes every step, unless steps are added.
    int last = reach.history();
    for (int k = last; k >= reach.firstPresent(); k--) {
      multiply(read.at(k), k, reached.at(k), accumulate || k < last);
    }
    for (int k = 0; continued && k < last; k++) {
      multiply(readBefore.at(k), k, reachedFromBefore.at(k), true);
    }
  }

  private void multiply(Tensor from, int k, Tensor to, boolean accumulate) {
    int m = from.shape().dim(0) * wiring.rows();
    wiring
        .device()
        .gemm(false, false, m, wiring.out(), wiring.in(), from, tap.at(k), to, accumulate);
  }

  @Override
  public void sendBack() {
    var b = back.orElseThrow();
    var to = b.sent.orElseThrow();
    // The last tap reads every step.
    int last = reach.history();
    for (int k = last; k >= reach.firstPresent(); k--) {
      var from = b.reached.at(k);
      int m = from.shape().dim(0) * wiring.rows();
      wiring
          .device()
          .gemm(false, true, m, wiring.in(), wiring.out(), from, tap.at(k), to.at(k), k < last);
    }
  }

  @Override
  public void collect(boolean continued) {
    var b = back.orElseThrow();
    for (int k = 0; k < reach.taps(); k++) {
      if (k >= reach.firstPresent()) {
        weigh(read.at(k), b.reached.at(k), b.ofTap.at(k), false);
      } else {
        b.ofTap.at(k).fill(0);
      }
      if (continued && k < reach.history()) {
        weigh(readBefore.at(k), b.reachedFromBefore.at(k), b.ofTap.at(k), true);
      }
    }
  }

  private void weigh(Tensor inputs, Tensor gradient, Tensor to, boolean accumulate) {
    int inner = inputs.shape().dim(0) * wiring.rows();
    wiring
        .device()
        .gemm(true, false, wiring.in(), wiring.out(), inner, inputs, gradient, to, accumulate);
  }
}
