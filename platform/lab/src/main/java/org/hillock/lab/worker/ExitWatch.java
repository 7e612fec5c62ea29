package org.hillock.lab.worker;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells which plugin ends the process by {@code System.exit}, while it does. */
final class ExitWatch {

  private ExitWatch() {}

  /**
   * Watches from now on.
   *
   * @param caller is told who called, on a thread of its own
   */
  static void start(Consumer<StackTraceElement> caller) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> caller().ifPresent(caller), "exit"));
  }

  /** The plugin's code on whose account the JVM ends; whoever calls waits for the end. */
  private static Optional<StackTraceElement> caller() {
    return Thread.getAllStackTraces().values().stream()
        .filter(stack -> Arrays.stream(stack).anyMatch(ExitWatch::exits))
        .flatMap(stack -> Faults.thrower(stack).stream())
        .filter(Faults::isOfPlugin)
        .findFirst();
  }

  private static boolean exits(StackTraceElement frame) {
    return frame.getClassName().equals(Runtime.class.getName())
        && frame.getMethodName().equals("exit");
  }
}
