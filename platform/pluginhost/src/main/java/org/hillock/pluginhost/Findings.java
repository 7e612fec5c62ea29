package org.hillock.pluginhost;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.hillock.pluginhost.Finding.Severity;

/** What is found wrong with one jar, told as it is found. */
final class Findings {

  private final Consumer<Finding> listener;
  private final List<Finding> errors = new ArrayList<>();

  Findings(Consumer<Finding> listener) {
    this.listener = listener;
  }

  void error(String location, String message, String advice) {
    var finding = new Finding(Severity.ERROR, location, message, advice);
    errors.add(finding);
    listener.accept(finding);
  }

  void warning(String location, String message, String advice) {
    listener.accept(new Finding(Severity.WARNING, location, message, advice));
  }

  boolean hasErrors() {
    return !errors.isEmpty();
  }

  /** Every error so far, as one. */
  PluginException refusal(String name) {
    return new PluginException(name, errors.stream().map(Finding::text).toList());
  }
}
