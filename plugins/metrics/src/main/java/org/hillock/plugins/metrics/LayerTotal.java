package org.hillock.plugins.metrics;

import org.hillock.api.network.LayerActivity;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Network;

/** What one layer did over all samples. */
final class LayerTotal {

  private final LayerInfo info;
  private final long weights;
  private final boolean biased;
  private long samples;
  private long steps;
  private long inputElements;
  private long inputNonZero;
  private boolean inputBinary = true;
  private long outputElements;
  private long outputNonZero;
  private long operations;
  private long denseOperations;

  LayerTotal(Network network, LayerInfo info) {
    this.info = info;
    var parameters = network.parameters(info);
    weights = parameters.isEmpty() ? 0 : parameters.getFirst().value().size();
    biased = parameters.stream().skip(1).anyMatch(p -> p.value().shape().rank() == 1);
  }

  void add(LayerActivity activity, long samples) {
    this.samples += samples;
    steps += activity.outputElements() / info.outputShape().size();
    inputElements += activity.inputElements();
    inputNonZero += activity.inputNonZero();
    inputBinary &= activity.inputBinary();
    outputElements += activity.outputElements();
    outputNonZero += activity.outputNonZero();
    operations += activity.operations();
    denseOperations += activity.denseOperations();
  }

  LayerInfo info() {
    return info;
  }

  String name() {
    return info.name();
  }

  long samples() {
    return samples;
  }

  /** Time steps of all samples together, those that layers added included. */
  long steps() {
    return steps;
  }

  boolean hasSynapses() {
    return info.macs() > 0;
  }

  /** How many weights its synapses share. */
  long weights() {
    return weights;
  }

  /** Whether it takes the data as they are, and they are no spikes. */
  boolean readsAnalogData() {
    return info.readsData() && !accumulates();
  }

  /** Whether what arrives are spikes, so that synapses only add. */
  boolean accumulates() {
    return isRecurrent() || inputBinary;
  }

  /** Synaptic operations for what is not zero. */
  double effective() {
    return operations;
  }

  /** Synaptic operations if nothing is zero; padding has no synapses. */
  double dense() {
    return denseOperations;
  }

  /** Multiply-accumulates if nothing is skipped, padding included, as papers count them. */
  double macs() {
    return (double) info.macs() * steps;
  }

  /** Share of what arrives that is not zero. */
  double inputDensity() {
    return isRecurrent()
        ? (double) outputNonZero / outputElements
        : (double) inputNonZero / inputElements;
  }

  /** Additions of a bias: one for every output and time step. */
  double biases() {
    return biased ? outputElements : 0;
  }

  /** Neuron updates: every spiking neuron in every time step. */
  double updates() {
    return info.spiking() ? outputElements : 0;
  }

  double spikes() {
    return info.spiking() ? outputNonZero : 0;
  }

  /** Whether it is made of neurons or an activation function, and does not only sum. */
  boolean isActivation() {
    return info.spiking() || !hasSynapses();
  }

  /** Outputs over time and samples. */
  double outputs() {
    return outputElements;
  }

  double silentOutputs() {
    return outputElements - outputNonZero;
  }

  /** Both has synapses and spikes: what arrives are its own spikes of the step before. */
  private boolean isRecurrent() {
    return info.spiking() && hasSynapses();
  }
}
