package org.hillock.plugins.cpu.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChoiceTest {

  private int dense;
  private int sparse;

  private void run(Choice choice, double density, int denseMicros, int sparseMicros) {
    choice.run(
        "product",
        300,
        20,
        5,
        density,
        () -> dense += wait(denseMicros),
        () -> sparse += wait(sparseMicros));
  }

  private static int wait(int micros) {
    long end = System.nanoTime() + 1000L * micros;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return 1;
  }

  @Test
  void triesBothWaysThenTakesTheFaster() {
    var choice = new Choice();
    for (int i = 0; i < 500; i++) {
      run(choice, 0.12, 200, 20);
    }
    assertTrue(dense >= 8 && dense < 20, dense + " dense runs");
    assertEquals(500, dense + sparse);
    var line = choice.report().getFirst();
    assertTrue(
        line.startsWith("product of about 256×16×4, 10 to 14 % not zero: event-driven ("), line);
  }

  @Test
  void changesItsMindWhenTheOtherWayBecomesFaster() {
    var choice = new Choice();
    for (int i = 0; i < 100; i++) {
      run(choice, 0.3, 50, 5);
    }
    dense = 0;
    for (int i = 0; i < 1000; i++) {
      run(choice, 0.3, 5, 50);
    }
    assertTrue(dense > 500, dense + " dense runs");
  }

  @Test
  void triesNothingWhereTheAnswerIsKnown() {
    var choice = new Choice();
    for (int i = 0; i < 20; i++) {
      run(choice, 0.01, 1, 1);
      run(choice, 0.9, 1, 1);
    }
    assertEquals(20, dense);
    assertEquals(20, sparse);
    assertEquals(
        List.of("product of about 256×16×4, below 5 % not zero: event-driven"), choice.report());
  }
}
