package org.hillock.cli.local;

import java.util.concurrent.atomic.AtomicBoolean;

/** Does one of two things, once: when closed, or when the process is told to stop before that. */
public final class AtExit implements AutoCloseable {

  private final AtomicBoolean done = new AtomicBoolean();
  private final Runnable closed;
  private final Thread hook;

  private AtExit(Runnable closed, Runnable interrupted) {
    this.closed = closed;
    this.hook = new Thread(() -> once(interrupted), "at-exit");
  }

  /** Arranges for what is done when closed, and for what is done if the process must stop. */
  public static AtExit run(Runnable closed, Runnable interrupted) {
    var atExit = new AtExit(closed, interrupted);
    Runtime.getRuntime().addShutdownHook(atExit.hook);
    return atExit;
  }

  private void once(Runnable action) {
    if (done.compareAndSet(false, true)) {
      action.run();
    }
  }

  @Override
  public void close() {
    once(closed);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending: the hook is at work.
    }
  }
}
