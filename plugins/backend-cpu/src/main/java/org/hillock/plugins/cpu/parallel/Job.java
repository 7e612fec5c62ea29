package org.hillock.plugins.cpu.parallel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The chunks of one call. A member that comes late finds none left, so nobody waits for it. */
final class Job {

  private final Part part;
  private final int chunks;
  private final Thread caller;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  Job(Part part, int chunks, Thread caller) {
    this.part = part;
    this.chunks = chunks;
    this.caller = caller;
  }

  /** Takes chunks until none is left. */
  void work(int worker) {
    for (int chunk; (chunk = taken.getAndIncrement()) < chunks; ) {
      if (failure.get() == null) {
        try {
          part.run(chunk, worker);
        } catch (Throwable e) {
          failure.compareAndSet(null, e);
        }
      }
      if (ended.incrementAndGet() == chunks && worker != 0) {
        LockSupport.unpark(caller);
      }
    }
  }

  /** Waits until every chunk has ended. */
  void await() {
    if (ended.get() == chunks || Spin.until(() -> ended.get() == chunks)) {
      return;
    }
    boolean interrupted = false;
    while (ended.get() != chunks) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Throws what a chunk threw. */
  void rethrow() {
    switch (failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }
}
