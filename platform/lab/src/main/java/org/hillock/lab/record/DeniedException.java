package org.hillock.lab.record;

import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/** The lab's settings do not allow a request, whatever it contains. */
public final class DeniedException extends HillockException {

  private static final long serialVersionUID = 1L;

  /** Says what is not allowed and what to do. */
  public DeniedException(String message) {
    super(ErrorCode.FAILED_PRECONDITION, message);
  }
}
