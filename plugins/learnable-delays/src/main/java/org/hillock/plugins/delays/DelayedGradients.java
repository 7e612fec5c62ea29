package org.hillock.plugins.delays;

import java.util.Optional;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/** The backward pass of {@link DelayedProducts}: to the input, and through taps to the synapses. */
final class DelayedGradients {

  private final Device device;
  private final Taps spread;
  private final TapSteps reach;
  private final int rows;
  private final int in;
  private final int out;
  private final Buffer weight;
  private final Buffer position;
  private final TapViews tap;
  private final TapViews read;
  private final TapViews reached;
  private final TapViews readBefore;
  private final TapViews reachedFromBefore;
  private final Optional<TapViews> sentBack;
  private final Optional<Buffer> ofWeights;
  private final Optional<Buffer> ofPositions;
  private final Buffer tapGradient;
  private final TapViews ofTap;

  DelayedGradients(
      Preparation at,
      TapSteps reach,
      Taps spread,
      int rows,
      Shape synapses,
      Buffer taps,
      Buffer entered) {
    device = at.device();
    this.spread = spread;
    this.reach = reach;
    this.rows = rows;
    in = synapses.dim(0);
    out = synapses.dim(1);
    weight = at.input(1);
    position = at.input(2);
    tap = reach.each(taps);
    read = reach.read(at.input(0));
    reached = reach.reached(at.outputGradient());
    readBefore = reach.readBefore(entered);
    reachedFromBefore = reach.reachedFromBefore(at.outputGradient());
    sentBack = gradient(at, 0).map(reach::read);
    ofWeights = gradient(at, 1);
    ofPositions = gradient(at, 2);
    tapGradient = at.scratch(synapses.prepend(reach.taps()));
    ofTap = reach.each(tapGradient);
  }

  private static Optional<Buffer> gradient(Preparation at, int input) {
    return at.needsGradient(input) ? Optional.of(at.inputGradient(input)) : Optional.empty();
  }

  /**
   * Writes them.
   *
   * @param continued whether inputs from before the call took part
   */
  void write(boolean continued) {
    sentBack.ifPresent(this::sendBack);
    if (ofWeights.isPresent() || ofPositions.isPresent()) {
      collect(continued);
      spread.differentiate(
          weight.tensor(),
          position.tensor(),
          tapGradient.tensor(),
          ofWeights.map(Buffer::tensor),
          ofPositions.map(Buffer::tensor));
    }
  }

  private void sendBack(TapViews to) {
    // The last tap first: it has no delay, so that it writes every step.
    int last = reach.history();
    for (int k = last; k >= reach.firstPresent(); k--) {
      var from = reached.at(k);
      int m = from.shape().dim(0) * rows;
      device.gemm(false, true, m, in, out, from, tap.at(k), to.at(k), k < last);
    }
  }

  private void collect(boolean continued) {
    for (int k = 0; k < reach.taps(); k++) {
      if (k >= reach.firstPresent()) {
        weigh(read.at(k), reached.at(k), k, false);
      } else {
        ofTap.at(k).fill(0);
      }
      if (continued && k < reach.history()) {
        weigh(readBefore.at(k), reachedFromBefore.at(k), k, true);
      }
    }
  }

  private void weigh(Tensor inputs, Tensor gradient, int k, boolean accumulate) {
    int inner = inputs.shape().dim(0) * rows;
    device.gemm(true, false, in, out, inner, inputs, gradient, ofTap.at(k), accumulate);
  }
}
