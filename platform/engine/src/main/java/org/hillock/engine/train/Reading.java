package org.hillock.engine.train;

import org.hillock.api.data.Split;
import org.hillock.api.random.RandomStream;

/**
 * Why samples are read.
 *
 * @param epoch what training samples draw their random numbers by
 * @param augmented whether samples are to be learned from, not judged by
 */
record Reading(Split split, int epoch, boolean augmented) {

  /** To learn: training samples are augmented. */
  static Reading toLearn(Split split, int epoch) {
    return new Reading(split, epoch, split == Split.TRAIN);
  }

  /** To judge: every sample as it is. */
  static Reading toJudge(Split split) {
    return new Reading(split, 0, false);
  }

  /** The random numbers of a sample: of another split than the training split, always the same. */
  RandomStream stream(RandomStream root, int sample) {
    var ofSplit = root.named(split.name());
    var stream = split == Split.TRAIN ? ofSplit.numbered(epoch) : ofSplit;
    return stream.numbered(sample);
  }
}
