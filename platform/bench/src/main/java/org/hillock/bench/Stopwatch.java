package org.hillock.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/**
 * Times tasks in turns, one after the other and again, so that a busy neighbour and a warming
 * processor touch all alike.
 *
 * @param seconds how long all turns of a race take together, at least
 */
record Stopwatch(double seconds) {

  private static final double SHORTEST_TURN = 0.02;
  private static final int FEWEST_TURNS = 5;

  /** Turns in which a device has tried both ways to a product and chosen one. */
  private static final int CHOSEN = 12;

  /** What compilation gains is more than this, of a call's time. */
  private static final double FASTER = 0.98;

  /** Warms the tasks up until they get no faster for half as long, then times them. */
  List<Timing> race(Task... tasks) {
    var calls = Arrays.stream(tasks).mapToInt(this::warmUp).toArray();
    var turns = new ArrayList<double[]>();
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (turns.size() < FEWEST_TURNS || System.nanoTime() < end) {
      var turn = new double[tasks.length];
      for (int i = 0; i < tasks.length; i++) {
        turn[i] = turn(tasks[i], calls[i]);
      }
      turns.add(turn);
    }
    var timings = new ArrayList<Timing>();
    for (int i = 0; i < tasks.length; i++) {
      int task = i;
      timings.add(Timing.of(turns.stream().mapToDouble(turn -> turn[task]).toArray()));
    }
    return timings;
  }

  /** Runs a task until it gets no faster; how many calls make a turn long enough for the clock. */
  private int warmUp(Task task) {
    double shortest = Math.min(SHORTEST_TURN, seconds / FEWEST_TURNS);
    double best = Double.MAX_VALUE;
    int calls = 1;
    long start = System.nanoTime();
    long faster = start;
    long now = start;
    for (int i = 0;
        i < FEWEST_TURNS
            || i < CHOSEN && now - start < 2 * seconds * 1e9
            || now - faster < seconds / 2 * 1e9;
        i++) {
      double call = run(task, calls);
      now = System.nanoTime();
      if (call < FASTER * best) {
        faster = now;
      }
      best = Math.min(best, call);
      calls = (int) Math.clamp(Math.ceil(shortest / best), 1, 2.0 * calls);
    }
    rest(task);
    return (int) Math.max(1, Math.ceil(shortest / best));
  }

  private static double turn(Task task, int calls) {
    double call = run(task, calls);
    rest(task);
    return call;
  }

  /** Seconds of a call. */
  private static double run(Task task, int calls) {
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      task.work().run();
    }
    return (System.nanoTime() - start) * 1e-9 / calls;
  }

  private static void rest(Task task) {
    try {
      Thread.sleep(task.restMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HillockException(ErrorCode.CANCELLED, "interrupted while measuring", e);
    }
  }
}
