package org.hillock.cli.local;

import java.util.concurrent.atomic.AtomicBoolean;

/** Does something once: when closed, or when the process is told to stop before that. */
public final class AtExit implements AutoCloseable {

  private final AtomicBoolean done = new AtomicBoolean();
  private final Runnable action;
  private final Thread hook;

  private AtExit(Runnable action, Runnable interrupted) {
    this.action = action;
    this.hook =
        new Thread(
            () -> {
              interrupted.run();
              once();
            },
            "at-exit");
  }

  /**
   * Arranges for an action.
   *
   * @param interrupted said before it, if the process is told to stop
   */
  public static AtExit run(Runnable action, Runnable interrupted) {
    var atExit = new AtExit(action, interrupted);
    Runtime.getRuntime().addShutdownHook(atExit.hook);
    return atExit;
  }

  private void once() {
    if (done.compareAndSet(false, true)) {
      action.run();
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending: the hook is at work.
    }
    once();
  }
}
