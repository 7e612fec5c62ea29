package org.hillock.plugins.trainers;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Loss;

/** The squared distance of the mean output over time from a target for each class. */
@Component(
    id = "mean-squared-error",
    doc =
        "Averages the output over time (of spikes: the firing rate) and takes the mean squared"
            + " distance from one value for the true class and another for all others. The readout"
            + " is the average.",
    cites =
        "Fang, W., Yu, Z., Chen, Y., Masquelier, T., Huang, T., Tian, Y. (2021). Incorporating"
            + " learnable membrane time constant to enhance learning of spiking neural networks."
            + " ICCV 2021.")
public record MeanSquaredError(
    @Param(doc = "target of the true class", value = "1") double correct,
    @Param(doc = "target of every other class", value = "0") double incorrect)
    implements Loss {

  @Override
  public double evaluate(Tensor output, int[] labels, Tensor gradient) {
    int steps = output.shape().dim(0);
    double[] values = new double[Classes.count(output)];
    double count = (double) labels.length * values.length;
    double loss = 0;
    for (int b = 0; b < labels.length; b++) {
      Classes.checkLabel(labels[b], values.length);
      Classes.sumOverTime(output, b, 1.0 / steps, values);
      for (int c = 0; c < values.length; c++) {
        values[c] -= c == labels[b] ? correct : incorrect;
        loss += values[c] * values[c];
      }
      Classes.spread(values, 2 / (count * steps), gradient, b);
    }
    return loss / count;
  }

  @Override
  public void scores(Tensor output, Tensor scores) {
    SummedOutput.scores(output, scores, Over.MEAN);
  }
}
