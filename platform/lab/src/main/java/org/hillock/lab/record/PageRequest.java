package org.hillock.lab.record;

/**
 * Which part of a list is wanted.
 *
 * @param size at most this many; 0 for the list's default, above the list's maximum means that
 * @param token the {@link Page#nextToken()} of the part before; empty for the first
 * @param filter terms {@code key=value} joined by {@code " AND "}; empty for all
 */
public record PageRequest(int size, String token, String filter) {

  /** The first page of everything. */
  public static final PageRequest FIRST = new PageRequest(0, "", "");

  public PageRequest {
    if (size < 0) {
      throw LabException.argument("page size must not be negative, got " + size);
    }
  }

  /** The same list from this token on. */
  public PageRequest after(String nextToken) {
    return new PageRequest(size, nextToken, filter);
  }

  /** How many items to return. */
  public int limit(int standard, int most) {
    return size == 0 ? standard : Math.min(size, most);
  }
}
