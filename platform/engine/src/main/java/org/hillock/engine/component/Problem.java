package org.hillock.engine.component;

/**
 * Something wrong at a place.
 *
 * @param path where, for example {@code network[2].tau}; empty: the whole
 * @param message what is wrong, what was expected, and what to do
 */
public record Problem(String path, String message) {

  @Override
  public String toString() {
    return path.isEmpty() ? message : path + ": " + message;
  }
}
