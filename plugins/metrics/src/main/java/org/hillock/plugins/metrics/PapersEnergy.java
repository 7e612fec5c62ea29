package org.hillock.plugins.metrics;

/**
 * As papers on spiking networks estimate it: {@code 4.6 pJ·MACs} of the first, analog layer, {@code
 * 0.9 pJ·rate·MACs} of all others (Rathi and Roy 2020; Chowdhury et al. 2021).
 */
record PapersEnergy() implements EnergyModel {

  @Override
  public String key() {
    return "papers_45nm";
  }

  @Override
  public String assumption() {
    return "as papers on spiking networks count (45 nm, Horowitz 2014): the first layer multiplies"
        + " analog data once an inference, 4.6 pJ each; in all others each input that is not zero"
        + " costs 0.9 pJ a synapse and time step, even where pooling makes it no spike; padding"
        + " counts, biases, neurons and memory are free";
  }

  @Override
  public double arriving(LayerTotal layer) {
    return layer.readsAnalogData()
        ? artificial(layer)
        : layer.macs() * layer.inputDensity() * Horowitz.AC;
  }

  @Override
  public double standing(LayerTotal layer) {
    return 0;
  }

  @Override
  public double dense(LayerTotal layer) {
    return layer.macs() * Horowitz.MAC;
  }

  @Override
  public double artificial(LayerTotal layer) {
    return (double) layer.info().macs() * layer.samples() * Horowitz.MAC;
  }
}
