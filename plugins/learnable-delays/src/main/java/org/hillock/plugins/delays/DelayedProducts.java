package org.hillock.plugins.delays;

import java.util.Optional;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.network.Preparation.CarriedBuffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * The passes of delayed synapses: spreads them over taps, and multiplies by the way that suits size
 * and density. The last {@code window - 1} inputs of the call before are remembered; no gradient is
 * sent back to them.
 */
final class DelayedProducts implements Operation.Kernel {

  private final Taps spread;
  private final Wiring wiring;
  private final Buffer weight;
  private final Buffer position;
  private final CarriedBuffer earlier;
  private final Optional<Buffer> ofWeights;
  private final Optional<Buffer> ofPositions;
  private final Products products;
  private final EventProducts events;
  private final Preference preference;
  private final Buffer delays;
  private boolean silent;

  /**
   * @param rows how many vectors of {@code in} features a step has
   * @param synapses {@code [M][in][out]}
   */
  DelayedProducts(
      Preparation at,
      DelayWindow window,
      Taps spread,
      int rows,
      Shape synapses,
      Preference preference) {
    this.spread = spread;
    weight = at.input(1);
    position = at.input(2);
    ofWeights = gradient(at, 1);
    ofPositions = gradient(at, 2);
    var reach = new TapSteps(window, at.steps(), at.outputSteps());
    var past = Shape.of(reach.history(), rows, synapses.dim(1));
    var kernels = synapses.dropFirst(1).prepend(reach.taps());
    earlier = at.carried("earlier steps", past, 0);
    wiring =
        new Wiring(
            at.device(),
            reach,
            rows,
            synapses.dim(1),
            synapses.dim(2),
            at.input(0),
            at.saved(past),
            at.saved(kernels),
            at.output(),
            at.training()
                ? Optional.of(
                    new Wiring.Gradients(at.outputGradient(), gradient(at, 0), at.scratch(kernels)))
                : Optional.empty());
    this.preference = preference;
    delays = at.scratch(synapses);
    events = new EventProducts(wiring);
    products =
        switch (preference.way().apply(wiring)) {
          case DENSE -> new DenseProducts(wiring);
          case FREQUENCY -> new FrequencyProducts(at, wiring);
        };
  }

  /** Where to write the gradient of an input, if it is wanted. */
  static Optional<Buffer> gradient(Preparation at, int input) {
    return at.needsGradient(input) ? Optional.of(at.inputGradient(input)) : Optional.empty();
  }

  @Override
  public void forward() {
    var entered = wiring.entered().tensor();
    boolean continued = earlier.initial().isPresent();
    if (continued) {
      entered.copyFrom(earlier.initial().get());
    } else {
      entered.fill(0);
    }
    products.begin();
    double density = density();
    silent = density < preference.sparse();
    boolean once =
        spread.delays(position.tensor(), delays.tensor())
            && preference.once(density, (long) wiring.reach().steps() * wiring.rows());
    if (!once || wiring.gradients().isPresent()) {
      spread.fill(weight.tensor(), position.tensor(), wiring.taps().tensor());
    }
    if (once) {
      sumOnce();
    } else if (silent) {
      events.forward(continued);
    } else {
      products.forward(continued);
    }
    if (earlier.last().isPresent()) {
      remember(earlier.last().get());
    }
  }

  private void sumOnce() {
    wiring
        .device()
        .sumDelayed(
            wiring.entered().tensor(),
            wiring.x().tensor(),
            weight.tensor(),
            delays.tensor(),
            wiring.y().tensor());
  }

  private double density() {
    var x = wiring.x().tensor();
    return (double) wiring.device().countNonZero(x) / x.size();
  }

  private void remember(Tensor to) {
    var reach = wiring.reach();
    int fresh = Math.min(reach.history(), reach.steps());
    int old = reach.history() - fresh;
    if (old > 0) {
      to.slice(0, old).copyFrom(wiring.entered().tensor().slice(fresh, old));
    }
    to.slice(old, fresh).copyFrom(wiring.x().tensor().slice(reach.steps() - fresh, fresh));
  }

  @Override
  public void backward() {
    var gradients = wiring.gradients().orElseThrow();
    products.turn();
    if (ofWeights.isPresent() || ofPositions.isPresent()) {
      boolean continued = earlier.initial().isPresent();
      if (silent) {
        events.collect(continued);
      } else {
        products.collect(continued);
      }
      spread.differentiate(
          weight.tensor(),
          position.tensor(),
          gradients.taps().tensor(),
          ofWeights.map(Buffer::tensor),
          ofPositions.map(Buffer::tensor));
    }
    if (gradients.x().isPresent()) {
      products.sendBack();
    }
  }
}
