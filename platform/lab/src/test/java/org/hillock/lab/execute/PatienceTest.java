package org.hillock.lab.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PatienceTest {

  private long clock;
  private long processor;

  /** After how many half seconds a limit of 4 s is over for a process that gets so much of each. */
  private int halfSeconds(double share) {
    var patience = new Patience(Duration.ofSeconds(4), () -> clock, () -> processor);
    for (int looks = 1; ; looks++) {
      clock += 500_000_000;
      processor += (long) (share * 500_000_000);
      if (patience.isOver()) {
        return looks;
      }
    }
  }

  @Test
  void whatHangsAndWhatComputesAloneHaveTheLimitByTheClock() {
    assertEquals(9, halfSeconds(0));
    assertEquals(9, halfSeconds(0.01));
    assertEquals(9, halfSeconds(1));
    assertEquals(9, halfSeconds(8), "several threads");
  }

  @Test
  void whatGetsAPartOfTheProcessorHasLongerButNotForEver() {
    assertEquals(17, halfSeconds(0.5));
    assertEquals(81, halfSeconds(0.1));
    assertEquals(81, halfSeconds(0.05));
  }
}
