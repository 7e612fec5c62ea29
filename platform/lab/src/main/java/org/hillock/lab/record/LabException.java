package org.hillock.lab.record;

import java.util.Map;
import org.hillock.api.HillockException;

/** An error of the lab: a {@link Reason}, a message for a person, details for a program. */
public final class LabException extends HillockException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final transient Map<String, String> details;

  /** An error with details such as {@code run -> r4k2} or {@code limit_bytes -> 1000}. */
  public LabException(Reason reason, String message, Map<String, String> details) {
    super(reason.code(), message);
    this.reason = reason;
    this.details = Map.copyOf(details);
  }

  /** An error with what caused it. */
  public LabException(Reason reason, String message, Throwable cause) {
    super(reason.code(), message, cause);
    this.reason = reason;
    this.details = Map.of();
  }

  /** There is no such thing. */
  public static LabException notFound(String kind, String id, String advice) {
    return new LabException(
        Reason.RESOURCE_NOT_FOUND,
        "there is no %s '%s'; %s".formatted(kind, id, advice),
        Map.of("resource", kind + "s/" + id));
  }

  /** An argument is malformed. */
  public static LabException argument(String message) {
    return new LabException(Reason.ARGUMENT_INVALID, message, Map.of());
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Details for a program, by name. */
  public Map<String, String> details() {
    return details;
  }
}
