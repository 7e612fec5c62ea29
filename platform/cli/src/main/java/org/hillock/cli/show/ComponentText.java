package org.hillock.cli.show;

import com.google.protobuf.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.hillock.proto.v1.Component;
import org.hillock.proto.v1.Parameter;

/** Components in words. */
public final class ComponentText {

  private static final int WIDTH = 96;

  private ComponentText() {}

  /** A line for each with its first sentence. */
  public static List<String> list(List<Component> components) {
    var table = new Table("KIND", "ID", "");
    components.forEach(c -> table.row(c.getKind(), c.getId(), summary(c.getDocumentation())));
    return table.lines();
  }

  /** Everything about one. */
  public static List<String> details(Component component) {
    var lines = new ArrayList<String>();
    lines.add("%s %s".formatted(component.getKind(), component.getId()));
    if (component.getAliasesCount() > 0) {
      lines.add("also called " + String.join(", ", component.getAliasesList()));
    }
    lines.addAll(wrap(component.getDocumentation(), ""));
    if (!component.getPlugin().isEmpty()) {
      lines.add("from " + component.getPlugin());
    }
    if (component.getParametersCount() > 0) {
      lines.add("");
      lines.add("Parameters:");
      component.getParametersList().forEach(parameter -> lines.addAll(parameter(parameter)));
    }
    if (component.getCitationsCount() > 0) {
      lines.add("");
      lines.add("Cite:");
      component.getCitationsList().forEach(cite -> lines.addAll(wrap(cite, "  ")));
    }
    return lines;
  }

  private static List<String> parameter(Parameter parameter) {
    var lines = new ArrayList<String>();
    lines.add("  " + declaration(parameter));
    lines.addAll(wrap(parameter.getDocumentation(), "      "));
    return lines;
  }

  /** A parameter in a line: name, type, range, default. */
  static String declaration(Parameter parameter) {
    return "%s: %s%s".formatted(parameter.getName(), type(parameter), standard(parameter));
  }

  private static String type(Parameter parameter) {
    var type =
        switch (parameter.getType()) {
          case CHOICE -> String.join(" | ", parameter.getChoicesList());
          case COMPONENT -> parameter.getComponentKind();
          default -> parameter.getType().name().toLowerCase(Locale.ROOT);
        };
    var unit = parameter.getUnit().isEmpty() ? "" : " in " + parameter.getUnit();
    var many = parameter.getList() ? "list of " : parameter.getMapping() ? "by name: " : "";
    return many + type + unit + range(parameter);
  }

  private static String range(Parameter parameter) {
    var bounds = new ArrayList<String>();
    if (parameter.hasMinimum()) {
      bounds.add("at least " + number(parameter.getMinimum().getValue()));
    }
    if (parameter.hasAbove()) {
      bounds.add("above " + number(parameter.getAbove().getValue()));
    }
    if (parameter.hasMaximum()) {
      bounds.add("at most " + number(parameter.getMaximum().getValue()));
    }
    if (parameter.hasBelow()) {
      bounds.add("below " + number(parameter.getBelow().getValue()));
    }
    return bounds.isEmpty() ? "" : ", " + String.join(" and ", bounds);
  }

  private static String standard(Parameter parameter) {
    if (parameter.hasDefaultValue()) {
      return "; default " + text(parameter.getDefaultValue());
    }
    return parameter.getRequired() ? "; required" : "; may be left out";
  }

  /** As a spec would write it. */
  private static String text(Value value) {
    return switch (value.getKindCase()) {
      case NUMBER_VALUE -> number(value.getNumberValue());
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case STRING_VALUE -> value.getStringValue().isEmpty() ? "''" : value.getStringValue();
      case STRUCT_VALUE ->
          value.getStructValue().getFieldsMap().entrySet().stream()
              .map(e -> e.getKey() + ": " + text(e.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case LIST_VALUE ->
          value.getListValue().getValuesList().stream()
              .map(ComponentText::text)
              .collect(Collectors.joining(", ", "[", "]"));
      case NULL_VALUE, KIND_NOT_SET -> "null";
    };
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static String summary(String documentation) {
    int end = documentation.indexOf(". ");
    return end < 0 ? documentation : documentation.substring(0, end + 1);
  }

  private static List<String> wrap(String text, String indent) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder(indent);
    for (var word : text.split("\\s+")) {
      if (line.length() > indent.length() && line.length() + word.length() >= WIDTH) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(indent);
      }
      line.append(word).append(' ');
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }
}
