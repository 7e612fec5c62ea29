package org.hillock.pluginhost;

import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What a plugin's code keeps going in this process.
 *
 * @param threads the names of threads that run
 * @param hooks the names of threads to be started when the process ends
 */
record Leftovers(List<String> threads, List<String> hooks) {

  /** Where the JDK keeps shutdown hooks; there is no public way to ask for them. */
  private static final String HOOKS = "java.lang.ApplicationShutdownHooks";

  /** Looks for those of a class loader; needs {@code java.lang} to be open to this package. */
  static Leftovers of(WeakReference<ClassLoader> loader) {
    return new Leftovers(threads(loader), names(loader, registered()));
  }

  /** The threads that run with a class loader's code. */
  static List<String> threads(WeakReference<ClassLoader> loader) {
    return names(loader, Thread.getAllStackTraces().keySet());
  }

  private static List<String> names(WeakReference<ClassLoader> loader, Collection<Thread> threads) {
    return threads.stream()
        .filter(
            t ->
                loader.refersTo(t.getContextClassLoader())
                    || loader.refersTo(t.getClass().getClassLoader()))
        .map(Thread::getName)
        .sorted()
        .toList();
  }

  private static List<Thread> registered() {
    try {
      var type = Class.forName(HOOKS);
      var field = type.getDeclaredField("hooks");
      field.setAccessible(true);
      synchronized (type) {
        return ((Map<?, ?>) field.get(null)).keySet().stream().map(Thread.class::cast).toList();
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK keeps its shutdown hooks elsewhere", e);
    }
  }
}
