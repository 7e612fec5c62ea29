package org.hillock.engine.run;

import java.time.Duration;
import java.util.function.Supplier;
import org.hillock.engine.network.StaticNetwork;

/** Tells a listener how far training is, a few times a second. */
final class ProgressMeter {

  private static final long BETWEEN_REPORTS = Duration.ofMillis(100).toNanos();

  private static final long BETWEEN_COUNTS = Duration.ofSeconds(1).toNanos();

  /** Counting spikes runs the forward pass again: it takes at most 1 in so many parts of time. */
  private static final long COUNTING_SHARE = 50;

  private final Supplier<StaticNetwork> network;
  private final RunListener listener;
  private final int firstEpoch;
  private final int epochs;
  private final long start = System.nanoTime();
  private long reported = start - BETWEEN_REPORTS;
  private long nextCount = start;
  private double spikeRate = Double.NaN;

  /**
   * @param network the one at work
   */
  ProgressMeter(Supplier<StaticNetwork> network, RunListener listener, int firstEpoch, int epochs) {
    this.network = network;
    this.listener = listener;
    this.firstEpoch = firstEpoch;
    this.epochs = epochs;
  }

  void step(int epoch, int step, int steps, double loss, double accuracy) {
    long now = System.nanoTime();
    if (now - reported < BETWEEN_REPORTS && step + 1 < steps) {
      return;
    }
    reported = now;
    if (now - nextCount >= 0) {
      spikeRate =
          network
              .get()
              .latest()
              .map(e -> new FiringRates().add(e.activity()).overall())
              .orElse(Double.NaN);
      long ended = System.nanoTime();
      nextCount = ended + Math.max(BETWEEN_COUNTS, COUNTING_SHARE * (ended - now));
    }
    double done = epoch - firstEpoch + (step + 1.0) / steps;
    double share = done / (epochs - firstEpoch);
    long elapsed = now - start;
    listener.progress(
        new Progress(
            epoch,
            epochs,
            step + 1,
            steps,
            loss,
            accuracy,
            spikeRate,
            Duration.ofNanos(elapsed),
            Duration.ofNanos((long) (elapsed * (1 / share - 1)))));
  }
}
