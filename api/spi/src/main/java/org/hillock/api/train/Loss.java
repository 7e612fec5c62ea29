package org.hillock.api.train;

import org.hillock.api.tensor.Tensor;
import org.osgi.annotation.versioning.ConsumerType;

/** A loss and the readout that goes with it. A component (kind {@code loss}). */
@ConsumerType
public interface Loss {

  /**
   * The mean loss over a batch, and its gradient.
   *
   * @param output the network's output, {@code [T][B][C]}
   * @param labels the true classes, B of them
   * @param gradient {@code [T][B][C]}; every element is written
   */
  double evaluate(Tensor output, int[] labels, Tensor gradient);

  /**
   * The readout: a score for each class; the largest is the prediction.
   *
   * @param output {@code [T][B][C]}
   * @param scores {@code [B][C]}, written
   */
  void scores(Tensor output, Tensor scores);

  /**
   * The first time step whose output counts, of a sequence of so many; the loss of a part of what
   * counts is that part's alone. All count unless a loss says otherwise.
   */
  default int firstStep(int steps) {
    return 0;
  }
}
