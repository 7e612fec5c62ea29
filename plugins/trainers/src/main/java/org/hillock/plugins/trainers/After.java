package org.hillock.plugins.trainers;

/** When parameters are updated. */
public enum After {
  /** After each window of a sequence, while it goes on. */
  WINDOW,
  /** At a sequence's end, by the sum over its windows. */
  SEQUENCE
}
