package org.hillock.plugins.cpu.parallel;

import java.util.function.BooleanSupplier;

/** Waits awake for a short while: waking a parked thread takes longer than most jobs. */
final class Spin {

  private static final long NANOS = 20_000;
  private static final int TURNS = 64;

  private Spin() {}

  /** Whether the condition became true in time. */
  static boolean until(BooleanSupplier condition) {
    long start = System.nanoTime();
    do {
      for (int i = 0; i < TURNS; i++) {
        if (condition.getAsBoolean()) {
          return true;
        }
        Thread.onSpinWait();
      }
    } while (System.nanoTime() - start < NANOS);
    return false;
  }
}
