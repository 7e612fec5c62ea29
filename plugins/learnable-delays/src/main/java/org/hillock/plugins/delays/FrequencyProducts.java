package org.hillock.plugins.delays;

import java.util.Optional;
import org.hillock.api.backend.ComplexProduct;
import org.hillock.api.network.Preparation;
import org.hillock.api.tensor.Shape;

/**
 * Products of spectra: about 3/2 times as many products of matrices as there are steps and taps,
 * whatever x is like. There are so many points that nothing wraps around onto the steps that count.
 *
 * <p>The spectra of inputs and taps are kept for the backward pass; that of the input's gradient
 * then takes the place of the input's.
 */
final class FrequencyProducts implements Products {

  private final Wiring wiring;
  private final Spectra spectra;
  private final Spectra.Place now;
  private final Spectra.Place byDelay;
  private final Spectrum x;
  private final Spectrum taps;
  private final Spectrum y;
  private final Optional<Spectrum> ofTaps;
  private boolean haveInputs;
  private boolean haveTaps;
  private boolean haveGradient;

  FrequencyProducts(Preparation at, Wiring wiring) {
    this.wiring = wiring;
    var reach = wiring.reach();
    spectra = new Spectra(wiring.device(), reach.steps() + reach.history());
    now = new Spectra.Place(reach.history(), 1);
    byDelay = new Spectra.Place(reach.history(), -1);
    int points = spectra.points();
    var ofInputs = Shape.of(points, wiring.rows(), wiring.in());
    var ofSynapses = Shape.of(points, wiring.in(), wiring.out());
    x = new Spectrum(at.training() ? at.saved(ofInputs) : at.scratch(ofInputs), points);
    taps = new Spectrum(at.training() ? at.saved(ofSynapses) : at.scratch(ofSynapses), points);
    y = new Spectrum(at.scratch(Shape.of(points, wiring.rows(), wiring.out())), points);
    ofTaps = wiring.gradients().map(g -> new Spectrum(at.scratch(ofSynapses), points));
  }

  /** Multiplications of a forward pass of so many steps, in the spectra and on the way to them. */
  static double cost(TapSteps reach, double rows, double in, double out) {
    int points = Fourier.points(reach.steps() + reach.history());
    double columns = in * out + rows * (in + out);
    return columns * Fourier.cost(points) + Spectrum.products(points) * rows * in * out;
  }

  @Override
  public void begin() {
    haveInputs = false;
    haveTaps = false;
  }

  @Override
  public void turn() {
    haveGradient = false;
  }

  @Override
  public void forward(boolean continued) {
    transformInputs(continued);
    transformTaps();
    multiply(false, false, wiring.rows(), wiring.out(), wiring.in(), x, taps, y);
    spectra.synthesise(y.tensor(), wiring.y().tensor(), now);
  }

  @Override
  public void collect(boolean continued) {
    transformInputs(continued);
    transformGradient();
    var to = ofTaps.orElseThrow();
    multiply(true, false, wiring.in(), wiring.out(), wiring.rows(), x, y, to);
    spectra.synthesise(to.tensor(), wiring.gradients().orElseThrow().taps().tensor(), byDelay);
  }

  @Override
  public void sendBack() {
    transformTaps();
    transformGradient();
    haveInputs = false;
    multiply(false, true, wiring.rows(), wiring.in(), wiring.out(), y, taps, x);
    var dx = wiring.gradients().orElseThrow().x().orElseThrow();
    spectra.synthesise(x.tensor(), dx.tensor(), now);
  }

  private void multiply(
      boolean adjointA, boolean adjointB, int m, int n, int k, Spectrum a, Spectrum b, Spectrum c) {
    Spectrum.multiply(wiring.device(), new ComplexProduct(adjointA, adjointB, m, n, k), a, b, c);
  }

  private void transformInputs(boolean continued) {
    if (haveInputs) {
      return;
    }
    haveInputs = true;
    if (continued) {
      spectra.analyse(wiring.entered().tensor(), wiring.x().tensor(), x.tensor());
    } else {
      spectra.analyse(wiring.x().tensor(), now, x.tensor());
    }
  }

  private void transformTaps() {
    if (!haveTaps) {
      haveTaps = true;
      spectra.analyse(wiring.taps().tensor(), byDelay, taps.tensor());
    }
  }

  private void transformGradient() {
    if (!haveGradient) {
      haveGradient = true;
      spectra.analyse(wiring.gradients().orElseThrow().y().tensor(), now, y.tensor());
    }
  }
}
