package org.hillock.bench;

/**
 * Something that is timed.
 *
 * @param work one call of it
 * @param restMillis how long to wait after a turn, until threads it may leave spinning have stopped
 */
record Task(Runnable work, int restMillis) {

  private static final int NATIVE_REST = 40;

  /** A task that leaves nothing behind. */
  static Task of(Runnable work) {
    return new Task(work, 0);
  }

  /** A task of a library whose threads wait for more work for a while, at full speed. */
  static Task ofLibrary(Runnable work) {
    return new Task(work, NATIVE_REST);
  }
}
