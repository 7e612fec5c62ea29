package org.hillock.engine.run;

/** Hears what a run does. Called from the training thread; must not block long. */
public interface RunListener {

  /** What computes; once, before the first step. */
  default void computing(Computing computing) {}

  /** How far the run is; at most a few times a second. */
  void progress(Progress progress);

  /**
   * A point of a metric series.
   *
   * @param series its name, lower case with underscores
   * @param step training steps done
   * @param epoch the epoch it belongs to, from 0
   */
  void point(String series, long step, int epoch, double value);

  /** A line for the run's log. */
  void log(String line);

  /** Spikes of one layer for the first test sample, at each epoch's end. */
  void spikes(SpikeSample sample);
}
