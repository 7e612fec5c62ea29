package org.hillock.plugins.trainers;

import java.util.Arrays;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Loss;

/**
 * Softmax cross entropy on the softmax accumulated over time: with {@code m = Σ_t softmax(v_t)} the
 * loss is {@code -log softmax(m)_label}, a second softmax (Hammouamri et al., readout "sum").
 */
@Component(
    id = "cross-entropy-softmax",
    doc =
        "Takes the softmax of the output in each time step, adds these up over time, and takes the"
            + " softmax cross entropy of the sums: no single time step can decide alone. The"
            + " readout is the sum.",
    cites =
        "Hammouamri, I., Khalfaoui-Hassani, I., Masquelier, T. (2024). Learning delays in spiking"
            + " neural networks using dilated convolutions with learnable spacings. ICLR 2024."
            + " arXiv:2306.17670.")
public record CrossEntropySoftmax(
    @Param(doc = "whether the softmax is summed over time or averaged", value = "sum") Over over)
    implements Loss {

  @Override
  public double evaluate(Tensor output, int[] labels, Tensor gradient) {
    int steps = output.shape().dim(0);
    double scale = over.scale(steps);
    int classes = Classes.count(output);
    double[] sums = new double[classes];
    double[] shares = new double[classes];
    double loss = 0;
    for (int b = 0; b < labels.length; b++) {
      accumulate(output, b, scale, sums, shares);
      loss += Classes.crossEntropy(sums, labels[b]);
      for (int t = 0; t < steps; t++) {
        shares(output, t, b, shares);
        double mean = 0;
        for (int c = 0; c < classes; c++) {
          mean += shares[c] * sums[c];
        }
        long row = Classes.row(output, t, b);
        for (int c = 0; c < classes; c++) {
          double slope = shares[c] * (sums[c] - mean);
          gradient.set(row + c, (float) (slope * scale / labels.length));
        }
      }
    }
    return loss / labels.length;
  }

  @Override
  public void scores(Tensor output, Tensor scores) {
    double scale = over.scale(output.shape().dim(0));
    int classes = Classes.count(output);
    double[] sums = new double[classes];
    double[] shares = new double[classes];
    for (int b = 0; b < scores.shape().dim(0); b++) {
      accumulate(output, b, scale, sums, shares);
      for (int c = 0; c < classes; c++) {
        scores.set((long) b * classes + c, (float) sums[c]);
      }
    }
  }

  private static void accumulate(
      Tensor output, int b, double scale, double[] sums, double[] shares) {
    Arrays.fill(sums, 0);
    for (int t = 0; t < output.shape().dim(0); t++) {
      shares(output, t, b, shares);
      for (int c = 0; c < sums.length; c++) {
        sums[c] += shares[c] * scale;
      }
    }
  }

  private static void shares(Tensor output, int t, int b, double[] shares) {
    long row = Classes.row(output, t, b);
    for (int c = 0; c < shares.length; c++) {
      shares[c] = output.get(row + c);
    }
    Classes.softmax(shares);
  }
}
