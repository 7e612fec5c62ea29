package org.hillock.plugins.metrics;

import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.metric.Metric;
import org.hillock.api.network.Network;
import org.hillock.api.tensor.Tensor;

/** The share of samples whose largest score is that of their class; of equal scores the first. */
@Component(
    id = "accuracy",
    doc = "The share of samples classified correctly: test_accuracy, from 0 to 1.")
public record Accuracy() implements Metric {

  @Override
  public Measurement begin(Network network) {
    return new Measurement() {
      private long samples;
      private long correct;

      @Override
      public void add(Observation batch) {
        for (int b = 0; b < batch.labels().length; b++) {
          correct += best(batch.scores(), b) == batch.labels()[b] ? 1 : 0;
        }
        samples += batch.labels().length;
      }

      @Override
      public List<Figure> figures() {
        return List.of(new Figure("test_accuracy", (double) correct / samples, "", ""));
      }
    };
  }

  private static int best(Tensor scores, int b) {
    int classes = scores.shape().dim(-1);
    long row = (long) b * classes;
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (scores.get(row + c) > scores.get(row + best)) {
        best = c;
      }
    }
    return best;
  }
}
