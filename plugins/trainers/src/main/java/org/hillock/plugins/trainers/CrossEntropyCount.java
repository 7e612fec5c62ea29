package org.hillock.plugins.trainers;

import org.hillock.api.Component;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Param;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Loss;

/** Softmax cross entropy on the number of spikes of each output neuron. */
@Component(
    id = "cross-entropy-count",
    doc =
        "Counts the spikes of each output neuron and takes the softmax cross entropy of the counts."
            + " The last layer must spike. The readout is the count.",
    cites =
        "Eshraghian, J. K., et al. (2023). Training spiking neural networks using lessons from deep"
            + " learning. Proceedings of the IEEE 111.")
public record CrossEntropyCount(
    @Param(
            doc = "whether the softmax sees counts (sum) or counts per time step (mean)",
            value = "sum")
        Over over)
    implements Loss {

  @Override
  public double evaluate(Tensor output, int[] labels, Tensor gradient) {
    checkSpikes(output);
    return SummedOutput.crossEntropy(output, labels, gradient, over);
  }

  @Override
  public void scores(Tensor output, Tensor scores) {
    checkSpikes(output);
    SummedOutput.scores(output, scores, over);
  }

  private static void checkSpikes(Tensor output) {
    for (long i = 0; i < output.size(); i++) {
      float value = output.get(i);
      if (value != 0 && value != 1) {
        throw new HillockException(
            ErrorCode.INVALID_ARGUMENT,
            "loss cross-entropy-count needs spikes (0 or 1), the last layer gave %s; end the network"
                    .formatted(value)
                + " with a spiking neuron or use cross-entropy-membrane");
      }
    }
  }
}
