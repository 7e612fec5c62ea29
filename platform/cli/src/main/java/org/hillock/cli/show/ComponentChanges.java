package org.hillock.cli.show;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hillock.proto.v1.Component;
import org.hillock.proto.v1.Parameter;

/** What a new version of a plugin declares otherwise than the one before, in words. */
public final class ComponentChanges {

  private ComponentChanges() {}

  /** A line for each component and parameter that was added, removed or changed. */
  public static List<String> between(List<Component> before, List<Component> after) {
    var lines = new ArrayList<String>();
    var old = byName(before, Component::getName);
    var now = byName(after, Component::getName);
    for (var name : union(old, now)) {
      var was = old.get(name);
      var is = now.get(name);
      if (was == null) {
        lines.add("+ %s %s".formatted(is.getKind(), is.getId()));
        is.getParametersList().forEach(p -> lines.add("    " + ComponentText.declaration(p)));
      } else if (is == null) {
        lines.add("- %s %s".formatted(was.getKind(), was.getId()));
      } else {
        lines.addAll(ofComponent(was, is));
      }
    }
    return lines;
  }

  private static List<String> ofComponent(Component was, Component is) {
    var lines = new ArrayList<String>();
    var old = byName(was.getParametersList(), Parameter::getName);
    var now = byName(is.getParametersList(), Parameter::getName);
    for (var name : union(old, now)) {
      if (!old.containsKey(name)) {
        lines.add("  + " + ComponentText.declaration(now.get(name)));
      } else if (!now.containsKey(name)) {
        lines.add("  - " + ComponentText.declaration(old.get(name)));
      } else if (!old.get(name).equals(now.get(name))) {
        lines.addAll(ofParameter(old.get(name), now.get(name)));
      }
    }
    if (!was.getDocumentation().equals(is.getDocumentation())
        || !was.getCitationsList().equals(is.getCitationsList())
        || !was.getAliasesList().equals(is.getAliasesList())) {
      lines.add("    documented otherwise");
    }
    if (!lines.isEmpty()) {
      lines.addFirst("  %s %s".formatted(is.getKind(), is.getId()));
    }
    return lines;
  }

  private static List<String> ofParameter(Parameter was, Parameter is) {
    var before = ComponentText.declaration(was);
    var after = ComponentText.declaration(is);
    return before.equals(after)
        ? List.of("    %s: documented otherwise".formatted(is.getName()))
        : List.of("  - " + before, "  + " + after);
  }

  private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
    return all.stream().collect(Collectors.toMap(name, Function.identity()));
  }

  private static List<String> union(Map<String, ?> old, Map<String, ?> now) {
    var names = new LinkedHashSet<>(old.keySet());
    names.addAll(now.keySet());
    return names.stream().sorted().toList();
  }
}
