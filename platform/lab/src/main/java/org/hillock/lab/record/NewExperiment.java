package org.hillock.lab.record;

import java.util.Map;

/**
 * An experiment to store.
 *
 * @param spec the specification, YAML or JSON
 * @param id the id wanted; empty lets the lab choose
 * @param tags labels to search by
 * @param requestId the sender's own id: a repeated request with the same one returns the experiment
 *     already created; empty for no such protection
 */
public record NewExperiment(String spec, String id, Map<String, String> tags, String requestId) {

  public NewExperiment {
    tags = Map.copyOf(tags);
  }
}
