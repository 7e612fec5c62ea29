package org.hillock.pluginhost;

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

  private static final long SECONDS = 60;

  private PluginThread() {}

  /**
   * Calls and waits.
   *
   * @throws Failure with what the plugin threw, as text, or that it took too long
   */
  static <T> T call(String name, ClassLoader loader, Callable<T> work) throws Failure {
    var task = new FutureTask<>(work);
    var thread = new Thread(task, "plugin-" + name);
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    thread.start();
    try {
      return task.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Failure failure ? failure : new Failure(describe(e.getCause()));
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new Failure("it did not return within " + SECONDS + " s");
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new Failure("interrupted");
    }
  }

  private static String describe(Throwable thrown) {
    var frames = thrown.getStackTrace();
    return thrown + (frames.length == 0 ? "" : " at " + frames[0]);
  }

  /** What went wrong, as text: an exception of the plugin's own would keep its classes. */
  static final class Failure extends Exception {

    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message);
    }
  }
}
