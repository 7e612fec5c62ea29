package org.hillock.plugins.trainers;

import java.util.Arrays;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.tensor.Tensor;

/** Distributions over classes, and sums over time, of outputs {@code [T][B][C]}. */
final class Classes {

  private Classes() {}

  /** The number of classes C of an output. */
  static int count(Tensor output) {
    return output.shape().dim(-1);
  }

  /** The position of the scores of sample {@code b} at step {@code t}. */
  static long row(Tensor output, int t, int b) {
    return ((long) t * output.shape().dim(1) + b) * count(output);
  }

  /** Writes each class's sum over time, times {@code scale}. */
  static void sumOverTime(Tensor output, int b, double scale, double[] sums) {
    Arrays.fill(sums, 0);
    for (int t = 0; t < output.shape().dim(0); t++) {
      long row = row(output, t, b);
      for (int c = 0; c < sums.length; c++) {
        sums[c] += output.get(row + c);
      }
    }
    for (int c = 0; c < sums.length; c++) {
      sums[c] *= scale;
    }
  }

  /** Writes the same gradient at every time step of a sample. */
  static void spread(double[] values, double scale, Tensor gradient, int b) {
    for (int t = 0; t < gradient.shape().dim(0); t++) {
      long row = row(gradient, t, b);
      for (int c = 0; c < values.length; c++) {
        gradient.set(row + c, (float) (values[c] * scale));
      }
    }
  }

  /** Replaces scores by their softmax. */
  static void softmax(double[] scores) {
    double max = Double.NEGATIVE_INFINITY;
    for (double s : scores) {
      max = Math.max(max, s);
    }
    double sum = 0;
    for (int c = 0; c < scores.length; c++) {
      scores[c] = StrictMath.exp(scores[c] - max);
      sum += scores[c];
    }
    for (int c = 0; c < scores.length; c++) {
      scores[c] /= sum;
    }
  }

  /**
   * The cross entropy of the scores' softmax with a label; replaces the scores by its gradient.
   *
   * @return {@code log Σ exp(s_c) - s_label}, at least 0
   */
  static double crossEntropy(double[] scores, int label) {
    checkLabel(label, scores.length);
    double max = Double.NEGATIVE_INFINITY;
    for (double s : scores) {
      max = Math.max(max, s);
    }
    double sum = 0;
    for (double s : scores) {
      sum += StrictMath.exp(s - max);
    }
    double loss = StrictMath.log(sum) + max - scores[label];
    softmax(scores);
    scores[label] -= 1;
    return loss;
  }

  /** The class with the largest score, the first of equals. */
  static int best(Tensor scores, int b) {
    int classes = scores.shape().dim(-1);
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (scores.get((long) b * classes + c) > scores.get((long) b * classes + best)) {
        best = c;
      }
    }
    return best;
  }

  /** Checks that the network has an output for a class. */
  static void checkLabel(int label, int classes) {
    if (label < 0 || label >= classes) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          ("the data has class %d, but the network's last layer has %d outputs (classes 0 to %d);"
                  + " give it one output for each class")
              .formatted(label, classes, classes - 1));
    }
  }
}
