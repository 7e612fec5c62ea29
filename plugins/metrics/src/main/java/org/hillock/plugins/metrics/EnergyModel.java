package org.hillock.plugins.metrics;

import java.util.List;

/** What a network's work costs, in joules, under an assumption with a name. */
sealed interface EnergyModel permits PapersEnergy, ArithmeticEnergy, MemoryEnergy, OperationEnergy {

  /** All that are reported, side by side. */
  List<EnergyModel> ALL =
      List.of(
          new PapersEnergy(),
          new ArithmeticEnergy(),
          new MemoryEnergy(),
          OperationEnergy.LOIHI,
          OperationEnergy.GPU);

  /** The name in figures. */
  String key();

  /** Under what assumptions it holds, one sentence. */
  String assumption();

  /** Of what arrives at a layer's synapses, over all samples: scales with firing rates. */
  double arriving(LayerTotal layer);

  /** Of what a layer does whatever arrives, over all samples: biases and neuron updates. */
  double standing(LayerTotal layer);

  /** If every synapse multiplied in every time step, over all samples. */
  double dense(LayerTotal layer);

  /**
   * Of the layer of an artificial network of the same architecture and precision, over all samples:
   * each synapse multiplies once.
   */
  double artificial(LayerTotal layer);

  /** Whether what arrives costs the less the more of it is zero. */
  default boolean skipsZeros() {
    return true;
  }

  /** All that a layer costs, over all samples. */
  default double of(LayerTotal layer) {
    return arriving(layer) + standing(layer);
  }
}
