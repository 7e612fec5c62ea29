package org.hillock.pluginhost;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls a plugin on a thread made for the call: thread locals that the plugin leaves behind end
 * with the thread, and threads it starts inherit its class loader, by which a leak is traced.
 */
final class PluginThread {

  private PluginThread() {}

  /**
   * Calls and waits.
   *
   * @param limit how long
   * @throws Failure with what the plugin threw, as text, or that it took too long
   */
  static <T> T call(String name, ClassLoader loader, Duration limit, Callable<T> work)
      throws Failure {
    var task = new FutureTask<>(work);
    var thread = new Thread(task, "plugin-" + name);
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    thread.start();
    try {
      var result = task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      // Its end is only a moment off, and whoever counts threads shall not meet it.
      thread.join();
      return result;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Failure failure ? failure : new Failure(describe(e.getCause()));
    } catch (TimeoutException e) {
      var frames = thread.getStackTrace();
      thread.interrupt();
      throw new Failure("it did not return within " + limit.toSeconds() + " s" + place(frames));
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new Failure("interrupted");
    }
  }

  private static String describe(Throwable thrown) {
    return thrown + place(thrown.getStackTrace());
  }

  private static String place(StackTraceElement[] frames) {
    return frames.length == 0 ? "" : " at " + frames[0];
  }

  /** What went wrong, as text: an exception of the plugin's own would keep its classes. */
  static final class Failure extends Exception {

    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message);
    }
  }
}
