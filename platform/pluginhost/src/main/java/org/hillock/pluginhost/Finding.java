package org.hillock.pluginhost;

/**
 * Something found wrong with a plugin.
 *
 * @param location file, manifest header, class or parameter; empty for the jar as a whole
 * @param message what is wrong, and what was expected
 * @param advice what to do; empty where the message says it
 */
public record Finding(Severity severity, String location, String message, String advice) {

  /** How bad it is. */
  public enum Severity {
    /** It prevents the plugin's use. */
    ERROR,
    /** It works, but should be put right. */
    WARNING
  }

  /** Whether it prevents the plugin's use. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** As a sentence. */
  public String text() {
    return (location.isEmpty() ? "" : location + ": ")
        + message
        + (advice.isEmpty() ? "" : "; " + advice);
  }
}
