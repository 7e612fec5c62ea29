package org.hillock.testkit;

/**
 * One thing that is checked of a component.
 *
 * @param name what holds if it passes
 */
record Check<T>(String name, Body<T> body) {

  /** Checks; throws {@link AssertionError} with what it found. */
  @FunctionalInterface
  interface Body<T> {
    void run(Subject<T> subject) throws Exception;
  }
}
