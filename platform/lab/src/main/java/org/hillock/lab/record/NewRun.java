package org.hillock.lab.record;

import java.util.Map;
import java.util.OptionalLong;

/**
 * What to run.
 *
 * @param overrides values that replace those of the specification: path, for example {@code
 *     network[2].tau}, to value in YAML, for example {@code 4}
 * @param seed replaces the specification's seed
 * @param tags labels to search by
 * @param requestId the sender's own id: a repeated request with the same one returns the run
 *     already created; empty for no such protection
 */
public record NewRun(
    Source source,
    Map<String, String> overrides,
    OptionalLong seed,
    Map<String, String> tags,
    String requestId) {

  /** Where the specification comes from. */
  public sealed interface Source {

    /** A stored experiment. */
    record Stored(String experiment) implements Source {}

    /** A specification of its own, YAML or JSON. */
    record Text(String spec) implements Source {}
  }

  public NewRun {
    overrides = Map.copyOf(overrides);
    tags = Map.copyOf(tags);
  }

  /** A run of a specification, nothing else said. */
  public static NewRun of(String spec) {
    return new NewRun(new Source.Text(spec), Map.of(), OptionalLong.empty(), Map.of(), "");
  }

  /** The same with these overrides. */
  public NewRun withOverrides(Map<String, String> values) {
    return new NewRun(source, values, seed, tags, requestId);
  }

  /** The same with this seed. */
  public NewRun withSeed(long value) {
    return new NewRun(source, overrides, OptionalLong.of(value), tags, requestId);
  }

  /** The same with these labels. */
  public NewRun withTags(Map<String, String> labels) {
    return new NewRun(source, overrides, seed, labels, requestId);
  }

  /** The same with this request id. */
  public NewRun withRequestId(String id) {
    return new NewRun(source, overrides, seed, tags, id);
  }
}
