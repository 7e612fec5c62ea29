package org.hillock.cli.show;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.hillock.bench.Figure;

/**
 * Figures of a benchmark in words, line by line as they come.
 *
 * @param names how wide the column of names is
 */
public record FigureText(int names) {

  private static final String COLUMNS = "%%-%ds  %%13s  %%8s  %%5s  %%6s  %%-3s  %%s";

  /** Wide enough for these. */
  public static FigureText of(List<String> names) {
    return new FigureText(names.stream().mapToInt(String::length).max().orElse(1));
  }

  /** What the columns are. */
  public String heading() {
    return line("NAME", "VALUE", "BASELINE", "RATIO", "TARGET", "MET", "AGAINST");
  }

  /** A row. */
  public String line(Figure figure) {
    return line(
        figure.name(),
        digits(figure.value()) + " " + figure.unit(),
        text(figure.baseline()),
        text(figure.ratio()),
        text(figure.target()),
        figure.met().map(met -> met ? "yes" : "NO").orElse(""),
        figure.against());
  }

  private String line(Object... cells) {
    return COLUMNS.formatted(names).formatted(cells).stripTrailing();
  }

  /** One object; what there is not is null. */
  public static JsonNode json(Figure figure) {
    var root = JsonNodeFactory.instance.objectNode().put("name", figure.name());
    root.put("value", figure.value()).put("unit", figure.unit());
    put(root, "baseline", figure.baseline());
    put(root, "ratio", figure.ratio());
    put(root, "target", figure.target());
    figure.met().ifPresentOrElse(met -> root.put("met", met), () -> root.putNull("met"));
    return root.put("median", figure.median()).put("against", figure.against());
  }

  private static void put(ObjectNode root, String name, OptionalDouble value) {
    if (value.isPresent()) {
      root.put(name, value.getAsDouble());
    } else {
      root.putNull(name);
    }
  }

  private static String text(OptionalDouble value) {
    return value.isPresent() ? digits(value.getAsDouble()) : "";
  }

  /** At least three digits. */
  private static String digits(double value) {
    double size = Math.abs(value);
    var format = size < 0.1 ? "%.3g" : size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, format, value);
  }
}
