package org.hillock.lab.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A plugin in one version.
 *
 * @param sha256 of its jar, 64 lower-case hexadecimal digits
 * @param state {@code ACTIVE}, {@code DRAINING}, {@code UNLOADED}, {@code LEAKED} and so on, as the
 *     plugin host names them
 * @param paper what it implements, for example {@code arXiv:2306.17670}; may be empty
 * @param components {@code kind/id} of each of its components
 * @param problems what was found while installing or unloading it
 * @param origin who installed it: {@code shipped}, or the name given at its installation
 * @param users how many unfinished runs are pinned to it
 */
public record PluginRecord(
    String id,
    String version,
    String sha256,
    String state,
    String paper,
    List<String> components,
    List<String> problems,
    Instant installed,
    String origin,
    int users) {

  public PluginRecord {
    components = List.copyOf(components);
    problems = List.copyOf(problems);
  }

  /** The same with one more problem. */
  public PluginRecord withProblem(String problem) {
    var all = new ArrayList<>(problems);
    all.add(problem);
    return new PluginRecord(
        id, version, sha256, state, paper, components, all, installed, origin, users);
  }
}
