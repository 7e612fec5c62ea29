package org.hillock.lab.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.metric.Metric;
import org.hillock.engine.run.Progress;

/**
 * One execution of a specification.
 *
 * @param id 1 to 63 of a-z, 0-9 and '-'; empty in the answer to a mere check
 * @param experiment the stored experiment it executes, if one
 * @param title the name its specification gives; may be empty
 * @param created when it was queued
 * @param started when its worker was ready
 * @param ended when it came to a final state
 * @param progress how far it is, from the first step on
 * @param figures the final figures, once it has succeeded
 * @param error why it failed, only then
 * @param resumedFrom the run whose checkpoint it began with
 * @param manifest everything needed to run it again with the same result, as a JSON object whose
 *     {@code spec} is the specification with all overrides applied; absent in lists
 */
public record Run(
    String id,
    Optional<String> experiment,
    String title,
    RunState state,
    Instant created,
    Optional<Instant> started,
    Optional<Instant> ended,
    long seed,
    Optional<Progress> progress,
    List<Metric.Figure> figures,
    Optional<RunError> error,
    Optional<String> resumedFrom,
    Map<String, String> tags,
    Optional<String> manifest) {

  public Run {
    figures = List.copyOf(figures);
    tags = Map.copyOf(tags);
  }

  /** The same run with these labels. */
  public Run withTags(Map<String, String> labels) {
    return new Run(
        id,
        experiment,
        title,
        state,
        created,
        started,
        ended,
        seed,
        progress,
        figures,
        error,
        resumedFrom,
        labels,
        manifest);
  }

  /** The same run as far as it is now. */
  public Run withProgress(Progress now) {
    return new Run(
        id,
        experiment,
        title,
        state,
        created,
        started,
        ended,
        seed,
        Optional.of(now),
        figures,
        error,
        resumedFrom,
        tags,
        manifest);
  }
}
