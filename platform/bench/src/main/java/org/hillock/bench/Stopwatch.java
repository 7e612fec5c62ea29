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

  /** Warms the tasks up for as long, then times them. */
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

  /** Runs a task until it is compiled; how many calls make a turn long enough for the clock. */
  private int warmUp(Task task) {
    double share = seconds / 2;
    long start = System.nanoTime();
    double call = Double.MAX_VALUE;
    int calls = 0;
    while (calls < 3 || System.nanoTime() - start < share * 1e9) {
      int count = calls;
      long from = System.nanoTime();
      for (int i = 0; i <= count; i++) {
        task.work().run();
      }
      call = Math.min(call, (System.nanoTime() - from) * 1e-9 / (count + 1));
      calls += count + 1;
    }
    rest(task);
    double shortest = Math.min(SHORTEST_TURN, seconds / FEWEST_TURNS);
    return (int) Math.max(1, Math.ceil(shortest / call));
  }

  private static double turn(Task task, int calls) {
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      task.work().run();
    }
    double call = (System.nanoTime() - start) * 1e-9 / calls;
    rest(task);
    return call;
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
