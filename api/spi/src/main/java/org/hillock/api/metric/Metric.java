package org.hillock.api.metric;

import java.util.List;
import org.hillock.api.network.LayerActivity;
import org.hillock.api.network.Network;
import org.hillock.api.tensor.Tensor;
import org.osgi.annotation.versioning.ConsumerType;

/** Something measured over an evaluation. A component (kind {@code metric}). */
@ConsumerType
public interface Metric {

  /** Begins to measure a network. */
  Measurement begin(Network network);

  /** A measurement under way. */
  @ConsumerType
  interface Measurement {

    /** Takes one evaluated batch in. */
    void add(Observation batch);

    /** The figures over all batches so far; at least one batch was added. */
    List<Figure> figures();
  }

  /**
   * One evaluated batch.
   *
   * @param input what the network was given, {@code [T][B][features…]}; until the network runs
   *     again
   * @param scores the readout, {@code [B][classes]}; the largest wins
   * @param labels the true classes, B of them
   * @param activity what each layer did
   * @param steps time steps T of the data; a layer's are more where layers up to it added some
   */
  record Observation(
      Tensor input, Tensor scores, int[] labels, List<LayerActivity> activity, int steps) {}

  /**
   * A figure.
   *
   * @param name stable name, lower case with underscores, for example {@code test_accuracy};
   *     figures of one layer append its name after a slash
   * @param unit for example {@code J}; empty for a pure number
   * @param assumption under what assumption it holds, one sentence; empty if under none
   */
  record Figure(String name, double value, String unit, String assumption) {}
}
