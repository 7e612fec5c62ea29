package org.hillock.api.result;

import java.util.List;

/**
 * A section as it stands in a report.
 *
 * @param title a few words
 * @param note one or two sentences: how to read it, or under what assumption it holds; may be empty
 * @param exhibits what is shown, in order
 */
public record Section(String title, String note, List<Exhibit> exhibits) {

  public Section {
    exhibits = List.copyOf(exhibits);
  }
}
