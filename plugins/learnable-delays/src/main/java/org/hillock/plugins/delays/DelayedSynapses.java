package org.hillock.plugins.delays;

import java.util.List;
import java.util.Optional;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * {@code y_j[t] = Σ_k Σ_i tap_k,ij·x_i[t - delay(k)]}. Inputs: x, then the synapses'.
 *
 * @param features those of x
 * @param addedSteps by which a sequence gets longer
 */
record DelayedSynapses(Synapses synapses, Shape features, int addedSteps) implements Operation {

  static final String NAME = "delayed-linear";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    int[] dims = features.dims();
    dims[dims.length - 1] = synapses.shape().dim(2);
    return Shape.of(dims);
  }

  /** Of rounded delays: each synapse once. */
  @Override
  public long macs(List<Shape> inputs) {
    return groups() * synapses.shape().size();
  }

  @Override
  public void fanOut(List<Shape> inputs, Optional<Tensor> weight, Tensor fanOut) {
    synapses.fanOut(weight, fanOut);
  }

  @Override
  public int reach() {
    return synapses.window().size() - 1;
  }

  @Override
  public void fanOutByDelay(List<Shape> inputs, List<Tensor> parameters, Tensor byDelay) {
    synapses.fanOutByDelay(parameters, byDelay);
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public Kernel prepare(Preparation at) {
    int rows = Math.toIntExact(at.batch() * groups());
    return new DelayedProducts(
        at, synapses.window(), synapses.taps(at), rows, synapses.shape(), Preference.MEASURED);
  }

  /** How many times a sample's features pass the synapses at a step: all axes but the last. */
  private long groups() {
    return features.size() / synapses.shape().dim(1);
  }
}
