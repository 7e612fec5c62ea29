package org.hillock.plugins.metrics;

import java.util.Locale;

/** What operations cost, in joules, under an assumption with a name. */
enum EnergyModel {
  /** Horowitz 2014, the table nearly all papers on spiking networks use. */
  HOROWITZ_45NM(
      4.6e-12,
      0.9e-12,
      0,
      true,
      "arithmetic alone in 45 nm CMOS (Horowitz 2014): 4.6 pJ a 32-bit multiply-accumulate, 0.9 pJ"
          + " an accumulate; no memory access; layers with analog input are computed densely,"
          + " spikes cost one accumulate a synapse, silent inputs nothing"),
  /** Davies et al. 2018, as tabled by KerasSpiking. */
  LOIHI(
      27.1e-12,
      27.1e-12,
      81e-12,
      true,
      "a neuromorphic chip with its memory (Loihi, Davies et al. 2018, as in KerasSpiking): 27.1 pJ"
          + " a synaptic operation, 81 pJ an update of a spiking neuron; layers with analog input"
          + " are computed densely, silent inputs cost nothing"),
  /** Degnan, Marr and Hasler 2016, as tabled by KerasSpiking. */
  GPU(
      0.3e-9,
      0.3e-9,
      0.3e-9,
      false,
      "a graphics processor (as in KerasSpiking): 0.3 nJ a synaptic operation, 0.3 nJ an update of"
          + " a spiking neuron; zeros are computed like all else");

  private final double mac;
  private final double ac;
  private final double update;
  private final boolean skipsZeros;
  private final String assumption;

  EnergyModel(double mac, double ac, double update, boolean skipsZeros, String assumption) {
    this.mac = mac;
    this.ac = ac;
    this.update = update;
    this.skipsZeros = skipsZeros;
    this.assumption = assumption;
  }

  /** The energy of all that the layer did. */
  double of(LayerTotal layer) {
    double updates = layer.updates() * update;
    return skipsZeros && layer.accumulates()
        ? layer.effective() * ac + updates
        : layer.dense() * mac + updates;
  }

  /** The energy if every synapse multiplied in every time step. */
  double dense(LayerTotal layer) {
    return layer.dense() * mac + layer.updates() * update;
  }

  /** The name in figures. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  String assumption() {
    return assumption;
  }
}
