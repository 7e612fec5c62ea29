package org.hillock.api.data;

/** A part of a data set. */
public enum Split {
  TRAIN,
  /** For choosing among models; empty in data sets that have none. */
  VALIDATION,
  /** For the final figure only. */
  TEST
}
