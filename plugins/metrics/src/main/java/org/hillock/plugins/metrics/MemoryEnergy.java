package org.hillock.plugins.metrics;

/**
 * Arithmetic and memory accesses, each layer with memories of its own, as Lemaire et al. (2022)
 * model accelerators: a spiking layer fetches weights and updates sums event by event, an
 * artificial one keeps its sums at hand.
 */
record MemoryEnergy() implements EnergyModel {

  private static final ArithmeticEnergy ARITHMETIC = new ArithmeticEnergy();

  @Override
  public String key() {
    return "memory_45nm";
  }

  @Override
  public String assumption() {
    return "horowitz_45nm and on-chip memory by layer: 10 pJ an access to 8 KiB, 20 pJ to 32 KiB,"
        + " 100 pJ to 1 MiB, in between and beyond along straight lines; each synaptic operation"
        + " fetches a weight and reads and writes a sum, each neuron reads and writes its state"
        + " in every time step; an artificial network fetches weight and input for each product and"
        + " writes each output once";
  }

  @Override
  public double arriving(LayerTotal layer) {
    double each = weight(layer) + 2 * sum(layer);
    return ARITHMETIC.arriving(layer) + layer.effective() * each;
  }

  @Override
  public double standing(LayerTotal layer) {
    return ARITHMETIC.standing(layer) + 2 * (layer.updates() + layer.biases()) * sum(layer);
  }

  @Override
  public double dense(LayerTotal layer) {
    return ARITHMETIC.dense(layer) + fetched(layer);
  }

  @Override
  public double artificial(LayerTotal layer) {
    double steps = (double) layer.steps() / layer.samples();
    double written = layer.hasSynapses() ? layer.outputs() * sum(layer) : 0;
    return ARITHMETIC.artificial(layer) + (fetched(layer) + written) / steps;
  }

  private static double fetched(LayerTotal layer) {
    double inputs = 4.0 * layer.info().inputShape().size();
    return layer.dense() * (weight(layer) + Horowitz.access(inputs));
  }

  private static double weight(LayerTotal layer) {
    return Horowitz.access(4.0 * layer.weights());
  }

  private static double sum(LayerTotal layer) {
    return Horowitz.access(4.0 * layer.info().outputShape().size());
  }
}
