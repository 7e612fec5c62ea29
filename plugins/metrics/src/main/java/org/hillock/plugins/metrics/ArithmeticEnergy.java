package org.hillock.plugins.metrics;

/** Arithmetic alone, of what is really computed: only spikes spare the multiplication. */
record ArithmeticEnergy() implements EnergyModel {

  @Override
  public String key() {
    return "horowitz_45nm";
  }

  @Override
  public String assumption() {
    return "arithmetic alone in 45 nm CMOS (Horowitz 2014): a spike costs 0.9 pJ a synapse, an"
        + " input that is no spike (data, pooled spikes) 4.6 pJ, one that is zero and"
        + " padding nothing; a bias 0.9 pJ an output and time step, a spiking neuron's"
        + " update 4.6 pJ; no memory";
  }

  @Override
  public double arriving(LayerTotal layer) {
    return layer.effective() * (layer.accumulates() ? Horowitz.AC : Horowitz.MAC);
  }

  @Override
  public double standing(LayerTotal layer) {
    return layer.biases() * Horowitz.AC + layer.updates() * Horowitz.MAC;
  }

  @Override
  public double dense(LayerTotal layer) {
    return layer.dense() * Horowitz.MAC + standing(layer);
  }

  @Override
  public double artificial(LayerTotal layer) {
    double steps = (double) layer.steps() / layer.samples();
    return (layer.dense() * Horowitz.MAC + layer.biases() * Horowitz.AC) / steps;
  }
}
