package org.hillock.plugins.iir;

import java.util.List;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Parameter;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.TrainingSession;

/** The mean gradient of several batches, which together are larger than memory has room for. */
final class GradientMean {

  private final Device device;
  private final List<Parameter> parameters;
  private final List<Tensor> sums;
  private final int wanted;
  private int added;

  /**
   * @param wanted how many batches; of one alone the gradients stay as they are
   */
  GradientMean(TrainingSession session, List<Parameter> parameters, int wanted) {
    device = session.device();
    this.parameters = parameters;
    this.wanted = wanted;
    sums =
        wanted == 1
            ? List.of()
            : parameters.stream().map(p -> session.tensor(p.value().shape())).toList();
  }

  /** Takes a batch's gradients in; says whether there are as many as wanted. */
  boolean add() {
    for (int i = 0; i < sums.size(); i++) {
      device.addTo(parameters.get(i).gradient(), sums.get(i));
    }
    return ++added == wanted;
  }

  /** Makes the gradients the mean of those taken in, and begins anew. */
  void finish() {
    for (int i = 0; i < sums.size(); i++) {
      var sum = sums.get(i);
      var gradient = parameters.get(i).gradient();
      for (long j = 0, n = sum.size(); j < n; j++) {
        gradient.set(j, sum.get(j) / added);
      }
      sum.fill(0);
    }
    added = 0;
  }
}
