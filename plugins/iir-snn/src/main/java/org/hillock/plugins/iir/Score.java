package org.hillock.plugins.iir;

import java.util.HashMap;
import java.util.Map;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Loss;
import org.hillock.api.train.TrainingSession;

/** Loss and accuracy over the batches of an epoch. */
final class Score {

  private final TrainingSession session;
  private final Loss readout;
  private final Map<Shape, Tensor> scores = new HashMap<>();
  private long samples;
  private long correct;
  private double loss;

  Score(TrainingSession session, Loss readout) {
    this.session = session;
    this.readout = readout;
  }

  void clear() {
    samples = 0;
    correct = 0;
    loss = 0;
  }

  /**
   * Counts a batch.
   *
   * @param output {@code [T][B][C]}
   * @param mean the loss
   * @return the share of correct predictions in it
   */
  double add(Tensor output, int[] labels, double mean) {
    int classes = output.shape().dim(-1);
    var now = scores.computeIfAbsent(Shape.of(labels.length, classes), session::tensor);
    readout.scores(output, now);
    int right = 0;
    for (int b = 0; b < labels.length; b++) {
      right += best(now, b) == labels[b] ? 1 : 0;
    }
    samples += labels.length;
    correct += right;
    loss += mean * labels.length;
    return (double) right / labels.length;
  }

  private static int best(Tensor scores, int sample) {
    int classes = scores.shape().dim(1);
    long row = (long) sample * classes;
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best = scores.get(row + c) > scores.get(row + best) ? c : best;
    }
    return best;
  }

  double loss() {
    return loss / samples;
  }

  double accuracy() {
    return (double) correct / samples;
  }
}
