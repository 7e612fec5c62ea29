package org.hillock.bench;

import java.util.Optional;

/**
 * A training step that {@code tests/benchmarks/peers} repeats in other frameworks: same network,
 * same weights, same input.
 *
 * @param name in the names of rows
 * @param network in a spec's words
 * @param in input features
 * @param steps time steps T
 * @param batch sequences B
 * @param bias what every bias begins with
 * @param loss in a spec's words; without one the gradient at the output is given
 * @param optimiser in a spec's words; without one a step ends with the gradients
 */
record StepModel(
    String name,
    String network,
    int in,
    int steps,
    int batch,
    double bias,
    Optional<String> loss,
    Optional<String> optimiser) {

  /** One layer of synapses and one of LIF neurons. */
  static StepModel linear(int n) {
    return new StepModel(
        "linear-" + n,
        "[{type: linear, out: %d}, lif]".formatted(n),
        n,
        500,
        16,
        0.3,
        Optional.empty(),
        Optional.empty());
  }

  /** A classifier of the size usual for spoken digits. */
  static StepModel classifier() {
    return new StepModel(
        "140-256-256-20",
        """
        [{type: linear, out: 256}, batch-norm, lif, {type: linear, out: 256}, batch-norm, lif,
         {type: linear, out: 20}, leaky-integrator]
        """,
        140,
        100,
        256,
        0,
        Optional.of("cross-entropy-membrane"),
        Optional.of("adam"));
  }

  /**
   * The same with a learned delay of up to 24 steps in each synapse, and silent steps after each
   * sequence for late spikes, as in the code of the paper on such delays.
   */
  static StepModel delays() {
    return new StepModel(
        "delays-140-256-256-20",
        """
        [{type: delayed-linear, out: 256, window: 25, padding: both}, batch-norm, lif,
         {type: delayed-linear, out: 256, window: 25, padding: both}, batch-norm, lif,
         {type: delayed-linear, out: 20, window: 25, padding: both}, leaky-integrator]
        """,
        140,
        100,
        256,
        0,
        Optional.of("cross-entropy-membrane"),
        Optional.of("adam"));
  }

  /** The same network on a few short sequences. */
  StepModel small() {
    return new StepModel(name, network, in, 20, 4, bias, loss, optimiser);
  }
}
