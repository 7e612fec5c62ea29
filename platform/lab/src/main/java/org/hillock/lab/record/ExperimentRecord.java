package org.hillock.lab.record;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A checked and stored specification; never changes.
 *
 * @param id 1 to 63 of a-z, 0-9 and '-', beginning with a letter; empty in the answer to a check
 * @param title the name the specification gives; may be empty
 * @param spec the specification as JSON; absent in lists
 */
public record ExperimentRecord(
    String id, String title, Instant created, Map<String, String> tags, Optional<String> spec) {

  public ExperimentRecord {
    tags = Map.copyOf(tags);
  }
}
