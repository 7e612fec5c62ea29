package org.hillock.lab.record;

import java.util.Map;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/** An error of the lab that carries details for a program besides the message for a person. */
public final class LabException extends HillockException {

  private static final long serialVersionUID = 1L;

  private final transient Map<String, String> details;

  /** An error with details such as {@code resource -> runs/r4k2} or {@code limit -> 1000}. */
  public LabException(ErrorCode code, String message, Map<String, String> details) {
    super(code, message);
    this.details = Map.copyOf(details);
  }

  /** An error with what caused it. */
  public LabException(ErrorCode code, String message, Throwable cause) {
    super(code, message, cause);
    this.details = Map.of();
  }

  /**
   * There is no such thing.
   *
   * @param resource for example {@code runs/r4k2}
   */
  public static LabException notFound(String resource, String advice) {
    return new LabException(
        ErrorCode.NOT_FOUND,
        "there is no %s; %s".formatted(resource, advice),
        Map.of("resource", resource));
  }

  /** An argument is malformed. */
  public static LabException argument(String message) {
    return new LabException(ErrorCode.INVALID_ARGUMENT, message, Map.of());
  }

  /** Details for a program, by name. */
  public Map<String, String> details() {
    return details;
  }
}
