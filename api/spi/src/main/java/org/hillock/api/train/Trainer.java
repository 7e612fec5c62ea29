package org.hillock.api.train;

import org.osgi.annotation.versioning.ConsumerType;

/** A way of learning. A component (kind {@code trainer}). */
@ConsumerType
public interface Trainer {

  /** How many epochs a whole training has. */
  int epochs();

  /** The loss whose readout turns the network's output into a prediction. */
  Loss loss();

  /**
   * Checks, before a run is queued, that it can train such networks; by default it can train any.
   * One that trains by another asks that too: {@link NetworkOutline#check}.
   *
   * @throws org.hillock.api.HillockException if it cannot; the message says what to change
   */
  default void check(NetworkOutline networks) {}

  /**
   * Trains the session's network from {@link TrainingSession#firstEpoch()} to {@link #epochs()},
   * ending each epoch with {@link TrainingSession#endEpoch}.
   *
   * @throws org.hillock.api.HillockException with {@code DIVERGED} if training produces a value
   *     that is not a number; {@code CANCELLED} passes through from the session
   */
  void train(TrainingSession session);
}
