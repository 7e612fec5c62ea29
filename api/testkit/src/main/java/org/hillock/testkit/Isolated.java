package org.hillock.testkit;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.TestAbortedException;

/**
 * Calls a plugin on a thread made for the call: thread locals end with it, and a plugin that does
 * not return is noticed.
 */
final class Isolated {

  private static final long SECONDS = 120;

  private Isolated() {}

  /**
   * Calls and waits.
   *
   * @param what is called, for messages
   * @throws AssertionError what the work found, or that it threw something else: as text, for an
   *     exception of a plugin's code would keep the plugin's classes
   */
  static void run(String what, Executable work) {
    var task =
        new FutureTask<Void>(
            () -> {
              call(what, work);
              return null;
            });
    var thread = new Thread(task, "testkit");
    thread.setDaemon(true);
    thread.start();
    try {
      task.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case TestAbortedException aborted -> throw aborted;
        case AssertionError found -> throw found;
        default -> throw new AssertionError(e.getCause());
      }
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new AssertionError(
          "%s: expected it to return, found it still at work after %d s".formatted(what, SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static void call(String what, Executable work) {
    try {
      work.execute();
    } catch (TestAbortedException | AssertionError e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(what + ": expected no exception, found " + text(e));
    }
  }

  private static String text(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString().strip();
  }
}
