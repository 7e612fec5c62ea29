package org.hillock.lab.execute;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a process is waited for. While it computes, the processor time it gets counts, at least
 * a tenth of the clock's; while it does nothing, all time counts. So a process on a machine that
 * others keep busy may take as long as it needs alone, and one that hangs is given up in time.
 */
final class Patience {

  private static final int IDLE = 50;
  private static final int SLOWEST = 10;

  private final long limit;
  private final LongSupplier clock;
  private final LongSupplier processor;
  private long time;
  private long used;
  private long counted;

  /**
   * Begins to wait.
   *
   * @param clock as {@link System#nanoTime}
   * @param processor nanoseconds of processor time that the process has used so far; always 0 if
   *     that is not known
   */
  Patience(Duration limit, LongSupplier clock, LongSupplier processor) {
    this.limit = limit.toNanos();
    this.clock = clock;
    this.processor = processor;
    time = clock.getAsLong();
    used = processor.getAsLong();
  }

  static Patience with(ProcessHandle process, Duration limit) {
    return new Patience(
        limit,
        System::nanoTime,
        () -> process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L));
  }

  /** Whether it has taken too long. To be asked every now and then, about twice a second. */
  boolean isOver() {
    long passed = clock.getAsLong() - time;
    long computed = processor.getAsLong() - used;
    time += passed;
    used += computed;
    counted += computed < passed / IDLE ? passed : Math.clamp(computed, passed / SLOWEST, passed);
    return counted > limit;
  }
}
