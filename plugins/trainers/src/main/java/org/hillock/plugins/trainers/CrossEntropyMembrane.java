package org.hillock.plugins.trainers;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Loss;

/** Softmax cross entropy on the membrane potential accumulated over time. */
@Component(
    id = "cross-entropy-membrane",
    doc =
        "Adds up the output, usually the membrane potential of neurons that do not spike, over time"
            + " and takes the softmax cross entropy of the sums. The readout is the sum.",
    cites =
        "Rathi, N., Roy, K. (2021). DIET-SNN: a low-latency spiking neural network with direct"
            + " input encoding and leakage and threshold optimization. IEEE TNNLS.")
public record CrossEntropyMembrane(
    @Param(doc = "whether the output is summed over time or averaged", value = "sum") Over over)
    implements Loss {

  @Override
  public double evaluate(Tensor output, int[] labels, Tensor gradient) {
    return SummedOutput.crossEntropy(output, labels, gradient, over);
  }

  @Override
  public void scores(Tensor output, Tensor scores) {
    SummedOutput.scores(output, scores, over);
  }
}
