package org.hillock.api.network;

/** How a training step assigns credit: which way gradients take from the output to parameters. */
public sealed interface Credit {

  /** Every way there is: back through all layers and all time steps of the sequence. */
  record ThroughTime() implements Credit {}

  /**
   * None from a spiking layer to what feeds it: gradients stop at the outputs of spiking layers and
   * cross no recurrent connection. The caller says what a spike is worth, by a {@link
   * LearningSignal}; within a layer, from its spikes through its own states to its synapses,
   * gradients flow as ever. That is e-prop's factorisation, its sum over time of learning signal
   * times eligibility trace taken backwards (Bellec et al. 2020, equations 1 and 13).
   */
  record Local() implements Credit {}

  /**
   * Sequences of one step, carried by a {@link State}: gradients flow through all layers but not
   * through time, and the gradient of synaptic weights takes, instead of the present input x, its
   * trace {@code a = decay·a + x} (online training through time: Xiao et al. 2022, section 4.1).
   * Recurrent connections take the trace of the spikes that arrive by them.
   *
   * @param decay of the inputs of all synapses but the readout's, in [0, 1]: what the membrane
   *     behind them keeps in a step
   * @param readoutDecay of the inputs of synapses after the last spiking layer, in [0, 1]
   */
  record Traced(double decay, double readoutDecay) implements Credit {

    /** Checks the ranges. */
    public Traced {
      if (!(decay >= 0 && decay <= 1 && readoutDecay >= 0 && readoutDecay <= 1)) {
        throw new IllegalArgumentException(
            "traces decay by a factor in [0, 1], got %s and %s".formatted(decay, readoutDecay));
      }
    }
  }
}
