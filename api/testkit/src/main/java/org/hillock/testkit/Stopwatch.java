package org.hillock.testkit;

import java.util.Arrays;

/**
 * Times several tasks in turns, so that a busy neighbour hurts all alike; keeps each one's best.
 */
public final class Stopwatch {

  private Stopwatch() {}

  /**
   * The best time of each task in seconds.
   *
   * @param warmUp seconds of turns before any counts
   * @param seconds of turns that count; there are at least three
   */
  public static double[] best(double warmUp, double seconds, Runnable... tasks) {
    turns(warmUp, 1, tasks);
    return turns(seconds, 3, tasks);
  }

  private static double[] turns(double seconds, int least, Runnable... tasks) {
    var best = new double[tasks.length];
    Arrays.fill(best, Double.MAX_VALUE);
    long end = System.nanoTime() + (long) (seconds * 1e9);
    for (int turn = 0; turn < least || System.nanoTime() < end; turn++) {
      for (int i = 0; i < tasks.length; i++) {
        long start = System.nanoTime();
        tasks[i].run();
        best[i] = Math.min(best[i], (System.nanoTime() - start) * 1e-9);
      }
    }
    return best;
  }
}
