package org.hillock.plugins.delays;

import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * Products of spectra: a product of matrices for each of about 3/2 times as many components as
 * there are steps and taps, whatever x is like. There are so many points that nothing wraps around
 * onto the steps that count.
 *
 * <p>Spectra are made again for the backward pass, and those of gradients take the place of what
 * they are gradients of: three have memory, and in between none.
 */
final class FrequencyProducts implements Products {

  private static final Projections FACTORS = Projections.ofFactors();

  private final Wiring wiring;
  private final Spectra spectra;
  private final Projections products;
  private final Spectra.Place now;
  private final Spectra.Place byDelay;
  private final Spectrum x;
  private final Spectrum taps;
  private final Spectrum y;
  private boolean haveGradient;

  /** A tensor {@code [rank]…}, and the same component by component. */
  private record Spectrum(Buffer whole, TapViews each) {

    static Spectrum of(Preparation at, int rank, int rows, int columns) {
      var whole = at.scratch(Shape.of(rank, rows, columns));
      return new Spectrum(whole, new TapViews(whole, 0, rank, Tensor::at));
    }

    Tensor tensor() {
      return whole.tensor();
    }

    Tensor at(int component) {
      return each.at(component);
    }
  }

  FrequencyProducts(Preparation at, Wiring wiring) {
    this.wiring = wiring;
    var reach = wiring.reach();
    spectra = new Spectra(wiring.device(), reach.steps() + reach.history());
    products = Projections.ofProducts(spectra.points());
    now = new Spectra.Place(reach.history(), 1);
    byDelay = new Spectra.Place(reach.history(), -1);
    x = Spectrum.of(at, spectra.rank(), wiring.rows(), wiring.in());
    taps = Spectrum.of(at, spectra.rank(), wiring.in(), wiring.out());
    y = Spectrum.of(at, spectra.rank(), wiring.rows(), wiring.out());
  }

  /** Multiplications of a forward pass of so many steps, in the spectra and on the way to them. */
  static double cost(TapSteps reach, double rows, double in, double out) {
    int points = Fourier.points(reach.steps() + reach.history());
    double columns = in * out + rows * (in + out);
    return columns * Fourier.cost(points) + Projections.rank(points) * rows * in * out;
  }

  @Override
  public void begin() {
    haveGradient = false;
  }

  @Override
  public void forward(boolean continued) {
    transformInputs(continued);
    spectra.analyse(FACTORS, wiring.taps().tensor(), byDelay, taps.tensor());
    int rows = wiring.rows();
    int in = wiring.in();
    int out = wiring.out();
    for (int r = 0; r < spectra.rank(); r++) {
      wiring.device().gemm(false, false, rows, out, in, x.at(r), taps.at(r), y.at(r), false);
    }
    spectra.synthesise(products, y.tensor(), wiring.y().tensor(), now);
  }

  @Override
  public void sendBack() {
    transformGradient();
    spectra.analyse(FACTORS, wiring.taps().tensor(), byDelay, taps.tensor());
    int rows = wiring.rows();
    int in = wiring.in();
    int out = wiring.out();
    for (int r = 0; r < spectra.rank(); r++) {
      wiring.device().gemm(false, true, rows, in, out, y.at(r), taps.at(r), x.at(r), false);
    }
    var dx = wiring.gradients().orElseThrow().x().orElseThrow();
    spectra.synthesise(FACTORS, x.tensor(), dx.tensor(), now);
  }

  @Override
  public void collect(boolean continued) {
    transformGradient();
    transformInputs(continued);
    int rows = wiring.rows();
    int in = wiring.in();
    int out = wiring.out();
    for (int r = 0; r < spectra.rank(); r++) {
      wiring.device().gemm(true, false, in, out, rows, x.at(r), y.at(r), taps.at(r), false);
    }
    var dtaps = wiring.gradients().orElseThrow().taps();
    spectra.synthesise(FACTORS, taps.tensor(), dtaps.tensor(), byDelay);
  }

  private void transformInputs(boolean continued) {
    if (continued) {
      spectra.analyse(FACTORS, wiring.entered().tensor(), wiring.x().tensor(), x.tensor());
    } else {
      spectra.analyse(FACTORS, wiring.x().tensor(), now, x.tensor());
    }
  }

  private void transformGradient() {
    if (haveGradient) {
      return;
    }
    haveGradient = true;
    var dy = wiring.gradients().orElseThrow().y().tensor();
    spectra.analyse(products, dy, now, y.tensor());
  }
}
