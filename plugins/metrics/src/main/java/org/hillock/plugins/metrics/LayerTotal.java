package org.hillock.plugins.metrics;

import org.hillock.api.network.LayerActivity;
import org.hillock.api.network.LayerInfo;

/**
 * What one layer did over all samples. Its synaptic operations are the non-zero values that arrive,
 * each times its fan-out. A layer that both has synapses and spikes is recurrent: what arrives
 * there are its own spikes.
 */
final class LayerTotal {

  private final LayerInfo info;
  private long inputNonZero;
  private boolean inputBinary = true;
  private long outputElements;
  private long outputNonZero;

  LayerTotal(LayerInfo info) {
    this.info = info;
  }

  void add(LayerActivity activity) {
    inputNonZero += activity.inputNonZero();
    inputBinary &= activity.inputBinary();
    outputElements += activity.outputElements();
    outputNonZero += activity.outputNonZero();
  }

  LayerInfo info() {
    return info;
  }

  boolean hasSynapses() {
    return info.macs() > 0;
  }

  /** Whether what arrives are spikes, so that synapses only add. */
  boolean accumulates() {
    return isRecurrent() || inputBinary;
  }

  /** The time steps of all samples together, those that layers added included. */
  double steps() {
    return (double) outputElements / info.outputShape().size();
  }

  /** Operations if nothing is skipped. */
  double dense() {
    return info.macs() * steps();
  }

  /** Operations for what is not zero. */
  double effective() {
    return isRecurrent()
        ? outputNonZero * fanOut(info.outputShape().size())
        : inputNonZero * fanOut(info.inputShape().size());
  }

  /** Neuron updates: every spiking neuron in every time step. */
  double updates() {
    return info.spiking() ? outputElements : 0;
  }

  double spikes() {
    return info.spiking() ? outputNonZero : 0;
  }

  private boolean isRecurrent() {
    return info.spiking() && hasSynapses();
  }

  private double fanOut(long presynaptic) {
    return (double) info.macs() / presynaptic;
  }
}
