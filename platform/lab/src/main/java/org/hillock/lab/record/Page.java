package org.hillock.lab.record;

import java.util.List;

/**
 * A part of a list.
 *
 * @param nextToken asks for the part after it; empty at the end
 */
public record Page<T>(List<T> items, String nextToken) {

  public Page {
    items = List.copyOf(items);
  }
}
