package org.hillock.plugins.delays;

import java.util.Optional;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * Products of spectra, by {@link Frequencies}: a product of matrices for each of about 3/2 times as
 * many components as there are steps and taps, whatever x is like. Spectra are made again for the
 * backward pass, which spares their memory in between.
 */
final class FrequencyProducts implements Products {

  private final Wiring wiring;
  private final TapSteps reach;
  private final Frequencies frequencies;
  private final int rank;
  private final Tensor entering;
  private final Tensor enteringBefore;
  private final Spectrum x;
  private final Spectrum taps;
  private final Spectrum y;
  private final Optional<Back> back;
  private boolean haveX;
  private boolean haveTaps;
  private boolean haveGradient;

  /** A tensor {@code [rank]…}, and the same component by component. */
  private record Spectrum(Buffer whole, TapViews each) {

    static Spectrum of(Buffer whole, int rank) {
      return new Spectrum(whole, new TapViews(whole, 0, rank, Tensor::at));
    }

    Tensor tensor() {
      return whole.tensor();
    }

    Tensor at(int component) {
      return each.at(component);
    }
  }

  /** Spectra of gradients. */
  private record Back(Wiring.Gradients gradients, Spectrum x, Spectrum taps, Spectrum y) {}

  FrequencyProducts(Preparation at, Wiring wiring) {
    this.wiring = wiring;
    reach = wiring.reach();
    frequencies = new Frequencies(reach);
    rank = frequencies.rank();
    entering = frequencies.entering.slice(reach.history(), reach.steps());
    enteringBefore = frequencies.entering.slice(0, reach.history());
    var inputs = Shape.of(rank, wiring.rows(), wiring.in());
    var weights = Shape.of(rank, wiring.in(), wiring.out());
    var outputs = Shape.of(rank, wiring.rows(), wiring.out());
    x = Spectrum.of(at.scratch(inputs), rank);
    taps = Spectrum.of(at.scratch(weights), rank);
    y = Spectrum.of(at.scratch(outputs), rank);
    back =
        wiring
            .gradients()
            .map(
                g ->
                    new Back(
                        g,
                        Spectrum.of(at.scratch(inputs), rank),
                        Spectrum.of(at.scratch(weights), rank),
                        y));
  }

  /** Multiplications of a forward pass of so many steps, in the spectra and on the way to them. */
  static double cost(TapSteps reach, double rows, double in, double out) {
    double pairs = in * out;
    int rank = Frequencies.rank(reach.steps() + reach.history());
    double transforms = reach.taps() * pairs + rows * (reach.steps() * in + reach.outputs() * out);
    return rank * (transforms + rows * pairs);
  }

  @Override
  public void begin() {
    haveX = false;
    haveTaps = false;
    haveGradient = false;
  }

  @Override
  public void forward(boolean continued) {
    transformInputs(continued);
    transformTaps();
    for (int r = 0; r < rank; r++) {
      wiring
          .device()
          .gemm(
              false,
              false,
              wiring.rows(),
              wiring.out(),
              wiring.in(),
              x.at(r),
              taps.at(r),
              y.at(r),
              false);
    }
    transform(false, frequencies.leaving, y.tensor(), wiring.y().tensor(), false);
  }

  @Override
  public void sendBack() {
    var b = back.orElseThrow();
    transformGradient(b);
    transformTaps();
    for (int r = 0; r < rank; r++) {
      wiring
          .device()
          .gemm(
              false,
              true,
              wiring.rows(),
              wiring.in(),
              wiring.out(),
              b.y.at(r),
              taps.at(r),
              b.x.at(r),
              false);
    }
    transform(false, entering, b.x.tensor(), b.gradients.x().orElseThrow().tensor(), false);
  }

  @Override
  public void collect(boolean continued) {
    var b = back.orElseThrow();
    transformGradient(b);
    transformInputs(continued);
    for (int r = 0; r < rank; r++) {
      wiring
          .device()
          .gemm(
              true,
              false,
              wiring.in(),
              wiring.out(),
              wiring.rows(),
              x.at(r),
              b.y.at(r),
              b.taps.at(r),
              false);
    }
    transform(true, frequencies.spreading, b.taps.tensor(), b.gradients.taps().tensor(), false);
  }

  private void transformInputs(boolean continued) {
    if (haveX) {
      return;
    }
    haveX = true;
    transform(true, entering, wiring.x().tensor(), x.tensor(), false);
    if (continued) {
      transform(true, enteringBefore, wiring.entered().tensor(), x.tensor(), true);
    }
  }

  private void transformTaps() {
    if (haveTaps) {
      return;
    }
    haveTaps = true;
    transform(false, frequencies.spreading, wiring.taps().tensor(), taps.tensor(), false);
  }

  private void transformGradient(Back b) {
    if (haveGradient) {
      return;
    }
    haveGradient = true;
    transform(true, frequencies.leaving, b.gradients.y().tensor(), b.y.tensor(), false);
  }

  private void transform(
      boolean adjoint, Tensor matrix, Tensor from, Tensor to, boolean accumulate) {
    int m = matrix.shape().dim(adjoint ? 1 : 0);
    int k = matrix.shape().dim(adjoint ? 0 : 1);
    int n = Math.toIntExact(from.size() / k);
    wiring.device().gemm(adjoint, false, m, n, k, matrix, from, to, accumulate);
  }
}
