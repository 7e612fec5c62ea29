package org.hillock.plugins.metrics;

import java.util.Locale;

/** A price for each synaptic operation and each update of a spiking neuron. */
enum OperationEnergy implements EnergyModel {
  /** Davies et al. 2018, as tabled by KerasSpiking. */
  LOIHI(
      27.1e-12,
      81e-12,
      true,
      "a neuromorphic chip with its memory (Loihi, Davies et al. 2018, as in KerasSpiking): 27.1 pJ"
          + " a synaptic operation, 81 pJ an update of a spiking neuron; silent inputs cost"
          + " nothing, analog inputs as much as spikes"),
  /** Degnan, Marr and Hasler 2016, as tabled by KerasSpiking. */
  GPU(
      0.3e-9,
      0.3e-9,
      false,
      "a graphics processor (as in KerasSpiking): 0.3 nJ a synaptic operation, 0.3 nJ an update of"
          + " a spiking neuron; zeros are computed like all else");

  private final double operation;
  private final double update;
  private final boolean skipsZeros;
  private final String assumption;

  OperationEnergy(double operation, double update, boolean skipsZeros, String assumption) {
    this.operation = operation;
    this.update = update;
    this.skipsZeros = skipsZeros;
    this.assumption = assumption;
  }

  @Override
  public boolean skipsZeros() {
    return skipsZeros;
  }

  @Override
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String assumption() {
    return assumption;
  }

  @Override
  public double arriving(LayerTotal layer) {
    return (skipsZeros ? layer.effective() : layer.dense()) * operation;
  }

  @Override
  public double standing(LayerTotal layer) {
    return layer.updates() * update;
  }

  @Override
  public double dense(LayerTotal layer) {
    return layer.dense() * operation + standing(layer);
  }

  /** Its units cost as a neuron's update. */
  @Override
  public double artificial(LayerTotal layer) {
    return dense(layer) * layer.samples() / layer.steps();
  }
}
