package org.hillock.pluginhost;

import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/** A plugin cannot be installed; holds everything that was found wrong with it. */
public final class PluginException extends HillockException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  // Never with a cause: an exception of a plugin's code keeps the plugin's classes.
  PluginException(String plugin, List<String> problems) {
    super(
        ErrorCode.PLUGIN_FAULT,
        "the plugin "
            + plugin
            + " cannot be installed"
            + (problems.size() == 1
                ? ": " + problems.getFirst()
                : "; " + problems.size() + " problems:\n  " + String.join("\n  ", problems)));
    this.problems = List.copyOf(problems);
  }

  /** Everything found wrong, at least one sentence. */
  public List<String> problems() {
    return problems;
  }
}
