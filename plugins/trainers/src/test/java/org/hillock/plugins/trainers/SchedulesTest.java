package org.hillock.plugins.trainers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hillock.api.train.Schedule;
import org.junit.jupiter.api.Test;

class SchedulesTest {

  private static void factor(double expected, Schedule schedule, long step, long steps) {
    assertEquals(expected, schedule.factor(step, steps), 1e-12);
  }

  @Test
  void oneCycleHasTheValuesOfItsReference() {
    // DCLS-delays, 150 epochs, highest rate 5e-3.
    var schedule = new OneCycle(.3, 25, 1e4, false);
    assertEquals(2.000e-4, 5e-3 * schedule.factor(0, 150), 5e-8);
    assertEquals(2.061e-4, 5e-3 * schedule.factor(1, 150), 5e-8);
    assertEquals(5e-3, 5e-3 * schedule.factor(44, 150), 1e-12);
    assertEquals(4.000e-3, 5e-3 * schedule.factor(75, 150), 5e-7);
    assertEquals(2e-8, 5e-3 * schedule.factor(149, 150), 1e-15);
  }

  @Test
  void oneCycleTakesTheMomentumTheOtherWay() {
    var schedule = new OneCycle(.3, 25, 1e4, true);
    assertEquals(.95, schedule.momentum(0, 150).orElseThrow(), 1e-12);
    assertEquals(.85, schedule.momentum(44, 150).orElseThrow(), 1e-12);
    // 31 of the 105 epochs down.
    double share = .5 * (1 - Math.cos(Math.PI * 31 / 105));
    assertEquals(.85 + .1 * share, schedule.momentum(75, 150).orElseThrow(), 1e-12);
    assertEquals(.95, schedule.momentum(149, 150).orElseThrow(), 1e-12);
    assertTrue(new OneCycle(.3, 25, 1e4, false).momentum(0, 150).isEmpty());
  }

  @Test
  void oneCycleServesTheShortestTrainings() {
    var schedule = new OneCycle(.3, 25, 1e4, false);
    factor(1, schedule, 0, 1);
    factor(1, schedule, 0, 2);
    factor(1 / 25e4, schedule, 1, 2);
  }

  @Test
  void constantStaysWhereItIs() {
    factor(1, new Constant(), 99, 100);
  }

  @Test
  void stepDropsAtItsPoints() {
    var schedule = new Step(List.of(.5, .75), .1);
    factor(1, schedule, 49, 100);
    factor(.1, schedule, 50, 100);
    factor(.01, schedule, 75, 100);
    assertThrows(IllegalArgumentException.class, () -> new Step(List.of(1.0), .1));
  }

  @Test
  void cosineFallsToItsEnd() {
    factor(1, new Cosine(0, 0), 0, 100);
    factor(.5, new Cosine(0, 0), 50, 100);
    factor(.55, new Cosine(.1, 0), 50, 100);
    factor(.5 * (1 + Math.cos(Math.PI * .99)), new Cosine(0, 0), 99, 100);
  }

  @Test
  void cosineRisesFirstIfAsked() {
    var schedule = new Cosine(0, .1);
    factor(1 / 11.0, schedule, 0, 100);
    factor(10 / 11.0, schedule, 9, 100);
    factor(1, schedule, 10, 100);
  }
}
