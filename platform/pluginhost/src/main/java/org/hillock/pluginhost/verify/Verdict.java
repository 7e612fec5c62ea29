package org.hillock.pluginhost.verify;

import java.util.List;
import java.util.Optional;
import org.hillock.pluginhost.Finding;

/**
 * What was found out about a jar.
 *
 * @param plugin empty if it could not be loaded
 * @param findings in the order in which they were made
 */
public record Verdict(Optional<Loaded> plugin, List<Finding> findings) {

  /**
   * A plugin that could be loaded.
   *
   * @param sha256 of its jar, lower-case hexadecimal
   * @param components {@code kind/id} of each
   */
  public record Loaded(String id, String version, String sha256, List<String> components) {}

  public Verdict {
    findings = List.copyOf(findings);
  }

  /** Whether a server would take it. */
  public boolean isGood() {
    return plugin.isPresent() && findings.stream().noneMatch(Finding::isError);
  }
}
