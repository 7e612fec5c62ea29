package org.hillock.api;

import java.util.Objects;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An error that speaks to a person. Its message says what was wrong, where, what was expected and
 * what to do; it names no class of ours.
 */
@ConsumerType
public class HillockException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /** An error of this kind. */
  public HillockException(ErrorCode code, String message) {
    super(message);
    this.code = Objects.requireNonNull(code, "code");
  }

  /** An error of this kind with what caused it. */
  public HillockException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code, "code");
  }

  /** What kind of error this is. */
  public ErrorCode code() {
    return code;
  }
}
