package org.hillock.server.call;

/**
 * Something wrong with a field.
 *
 * @param field its path in the request, for example {@code page_size} or {@code
 *     spec.network[2].tau}; empty for the whole request
 * @param message what is wrong, what was expected and what to do
 */
public record FieldProblem(String field, String message) {

  @Override
  public String toString() {
    return field.isEmpty() ? message : field + ": " + message;
  }
}
