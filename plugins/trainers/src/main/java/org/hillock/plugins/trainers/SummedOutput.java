package org.hillock.plugins.trainers;

import org.hillock.api.tensor.Tensor;

/** The softmax cross entropy of an output summed over time. */
final class SummedOutput {

  private SummedOutput() {}

  /** The mean loss and its gradient; {@code over} says whether the sum is divided by T. */
  static double crossEntropy(Tensor output, int[] labels, Tensor gradient, Over over) {
    double scale = over.scale(output.shape().dim(0));
    double[] scores = new double[Classes.count(output)];
    double loss = 0;
    for (int b = 0; b < labels.length; b++) {
      Classes.sumOverTime(output, b, scale, scores);
      loss += Classes.crossEntropy(scores, labels[b]);
      Classes.spread(scores, scale / labels.length, gradient, b);
    }
    return loss / labels.length;
  }

  /** The summed output as readout. */
  static void scores(Tensor output, Tensor scores, Over over) {
    double scale = over.scale(output.shape().dim(0));
    double[] sums = new double[Classes.count(output)];
    for (int b = 0; b < scores.shape().dim(0); b++) {
      Classes.sumOverTime(output, b, scale, sums);
      for (int c = 0; c < sums.length; c++) {
        scores.set((long) b * sums.length + c, (float) sums[c]);
      }
    }
  }
}
