package org.hillock.cli.show;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hillock.pluginhost.Finding;
import org.hillock.pluginhost.verify.Verdict;

/**
 * What was found out about a plugin's jar, in words and as JSON.
 *
 * @param file the jar's name
 */
public record VerdictText(String file, Verdict verdict) {

  /** A line for the whole, then two for each finding. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    var name =
        verdict
            .plugin()
            .map(p -> p.id() + "@" + p.version() + ", " + count(p.components().size(), "component"))
            .orElse("not loaded");
    lines.add("%s (%s): %s".formatted(file, name, sum()));
    for (var finding : verdict.findings()) {
      var severity = finding.severity().name().toLowerCase(Locale.ROOT);
      var place = finding.location().isEmpty() ? "" : finding.location() + ": ";
      lines.add("  %-7s  %s%s".formatted(severity, place, finding.message()));
      if (!finding.advice().isEmpty()) {
        lines.add("           → " + finding.advice());
      }
    }
    return lines.stream().map(Console::plain).toList();
  }

  private String sum() {
    long errors = verdict.findings().stream().filter(Finding::isError).count();
    long warnings = verdict.findings().size() - errors;
    return errors + warnings == 0
        ? "nothing wrong"
        : count(errors, "error") + ", " + count(warnings, "warning");
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** The same for programs. */
  public JsonNode json() {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("file", file).put("good", verdict.isGood());
    verdict
        .plugin()
        .ifPresent(
            plugin -> {
              var node = json.putObject("plugin");
              node.put("id", plugin.id());
              node.put("version", plugin.version());
              node.put("sha256", plugin.sha256());
              plugin.components().forEach(node.withArray("components")::add);
            });
    var findings = json.putArray("findings");
    for (var finding : verdict.findings()) {
      findings
          .addObject()
          .put("severity", finding.severity().name())
          .put("location", finding.location())
          .put("message", finding.message())
          .put("advice", finding.advice());
    }
    return json;
  }
}
