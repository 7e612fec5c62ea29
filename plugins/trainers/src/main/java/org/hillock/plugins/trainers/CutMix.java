package org.hillock.plugins.trainers;

import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;

/**
 * CutMix along time: in a batch that is mixed, a stretch of steps of each sample is that of the
 * next sample, the same stretch in all. Batches are shuffled, so that the next is any other.
 *
 * @param probability of a batch to be mixed
 */
record CutMix(double probability, RandomStream random) {

  private static final int DRAWS = 3;

  /**
   * Mixes a batch.
   *
   * @param input {@code [T][B][features…]}
   * @param number of the batch since the training began
   * @return the share of steps that stay each sample's own: 1 if the batch is not mixed
   */
  double mix(Tensor input, long number) {
    int steps = input.shape().dim(0);
    if (!(random.uniform(number * DRAWS) < probability)) {
      return 1;
    }
    int length = (int) (random.uniform(number * DRAWS + 1) * (steps + 1));
    int first = (int) (random.uniform(number * DRAWS + 2) * (steps - length + 1));
    for (int t = first; t < first + length; t++) {
      rotate(input, t);
    }
    return 1 - (double) length / steps;
  }

  /** Every sample's values at a step become the next one's. */
  private static void rotate(Tensor input, int step) {
    int batch = input.shape().dim(1);
    long features = input.size() / input.shape().dim(0) / batch;
    long row = step * batch * features;
    for (long i = row; i < row + features; i++) {
      float first = input.get(i);
      long last = i + (batch - 1) * features;
      for (long at = i; at < last; at += features) {
        input.set(at, input.get(at + features));
      }
      input.set(last, first);
    }
  }

  /** The labels of what is mixed in. */
  static int[] others(int[] labels) {
    var next = new int[labels.length];
    for (int b = 0; b < next.length; b++) {
      next[b] = labels[(b + 1) % next.length];
    }
    return next;
  }
}
