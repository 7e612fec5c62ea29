package org.hillock.plugins.delays;

import java.util.List;
import java.util.Optional;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * {@code y_j[t] = Σ_k Σ_i tap_k,ij·x_i[t - delay(k)]}. Inputs: x, weight, position and, if training
 * spreads synapses over the window, sigma {@code [1]}; else they lie on one tap each, as at
 * inference.
 *
 * @param features those of x
 * @param synapses the shape of weight, {@code [M][in][out]}
 * @param sharing which of them have a position in common
 * @param spread whether training spreads synapses
 * @param addedSteps by which a sequence gets longer
 */
record DelayedSynapses(
    DelayWindow window,
    Shape features,
    Shape synapses,
    Sharing sharing,
    boolean spread,
    int addedSteps)
    implements Operation {

  static final String NAME = "delayed-linear";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    int[] dims = features.dims();
    dims[dims.length - 1] = synapses.dim(2);
    return Shape.of(dims);
  }

  /** Of rounded delays: each synapse once. */
  @Override
  public long macs(List<Shape> inputs) {
    return groups() * synapses.size();
  }

  @Override
  public void fanOut(List<Shape> inputs, Optional<Tensor> weight, Tensor fanOut) {
    int in = synapses.dim(1);
    int out = synapses.dim(2);
    var drives = new int[in];
    for (int i = 0, n = Math.toIntExact(synapses.size()); i < n; i++) {
      drives[i / out % in] += weight.isEmpty() || weight.get().get(i) != 0 ? 1 : 0;
    }
    for (long i = 0; i < fanOut.size(); i++) {
      fanOut.set(i, drives[(int) (i % in)]);
    }
  }

  @Override
  public Kernel prepare(Preparation at) {
    Taps own =
        at.training() && spread
            ? new GaussianTaps(window, at.device(), at.input(3))
            : new WholeTaps(window);
    var taps = sharing == Sharing.SYNAPTIC ? own : new SharedTaps(at, own, sharing, synapses);
    int rows = Math.toIntExact(at.batch() * groups());
    return new DelayedProducts(at, window, taps, rows, synapses, Preference.MEASURED);
  }

  /** How many times a sample's features pass the synapses at a step: all axes but the last. */
  private long groups() {
    return features.size() / synapses.dim(1);
  }
}
