package org.hillock.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class StopwatchTest {

  private static void last(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  @Test
  void tellsAShortTaskFromALongOne() {
    var times = new Stopwatch(0.05).race(Task.of(() -> last(2)), Task.of(() -> last(8)));
    assertTrue(times.getFirst().best() >= 2e-3, times::toString);
    assertTrue(times.getLast().best() >= 8e-3, times::toString);
    assertTrue(times.getFirst().best() < times.getLast().best(), times::toString);
    assertTrue(times.getFirst().best() <= times.getFirst().median(), times::toString);
  }

  @Test
  void turnsAlternate() {
    var order = new ArrayList<Integer>();
    new Stopwatch(0).race(Task.of(() -> order.add(1)), Task.of(() -> order.add(2)));
    var last = order.subList(order.size() - 10, order.size());
    assertEquals(List.of(1, 2, 1, 2, 1, 2, 1, 2, 1, 2), last);
  }

  @Test
  void theMedianOfAnEvenNumberOfTurnsLiesBetweenTheMiddleTwo() {
    assertEquals(new Timing(1, 2.5), Timing.of(new double[] {4, 1, 3, 2}));
    assertEquals(new Timing(1, 3), Timing.of(new double[] {5, 1, 3}));
  }
}
