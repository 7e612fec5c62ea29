package org.hillock.cli.show;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.ExprGraph;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.Surrogate;

/**
 * The equations of a time step in words: an assignment for each value used more than once, each
 * state's next value ({@code v'}) and each emitted value.
 */
public final class EquationsText {

  private final Equations eq;
  private final String prefix;
  private final Map<Expr, String> names = new HashMap<>();
  private final List<String> lines = new ArrayList<>();

  private EquationsText(Equations eq, String prefix) {
    this.eq = eq;
    this.prefix = prefix;
  }

  /** Their lines. */
  public static List<String> of(Equations eq) {
    var text = new EquationsText(eq, "t");
    eq.states().forEach(s -> text.lines.add(s.name() + " starts at " + number(s.initial())));
    eq.parameters().forEach(p -> text.lines.add(parameter(p)));
    var results = new ArrayList<>(eq.nextValues());
    results.addAll(eq.emits());
    text.shared(results);
    for (int i = 0; i < eq.states().size(); i++) {
      text.assign(eq.states().get(i).name() + "'", eq.nextValues().get(i));
    }
    for (int i = 0; i < eq.emits().size(); i++) {
      text.assign(i == 0 ? "output" : "output" + i, eq.emits().get(i));
    }
    var surrogates = new LinkedHashSet<Surrogate>();
    ExprGraph.reachable(results).forEach(e -> e.surrogate().ifPresent(surrogates::add));
    surrogates.forEach(s -> text.lines.addAll(slope(s)));
    return text.lines;
  }

  private static String parameter(ParameterSpec p) {
    return "%s is %s, %s%s"
        .formatted(
            p.name(),
            p.learnable() ? "learnt" : "given",
            p.sharing() == ParameterSpec.Sharing.SCALAR ? "one value" : "one value a feature",
            p.learnable() ? ", starts at " + number(p.initial()) : "");
  }

  /** The derivative that stands in for that of a spike. */
  private static List<String> slope(Surrogate surrogate) {
    var text = new EquationsText(new Equations(), "y");
    var slope = surrogate.slope(text.eq.input("x"));
    text.lines.add("spike(x) is 1 where x ≥ 0, else 0; in the backward pass, by " + surrogate);
    text.shared(List.of(slope));
    text.assign("spike'(x)", slope);
    return text.lines;
  }

  /** Names what is used more than once. */
  private void shared(List<Expr> results) {
    var uses = new HashMap<Expr, Integer>();
    results.forEach(e -> uses.merge(e, 1, Integer::sum));
    var nodes = ExprGraph.reachable(results);
    nodes.forEach(e -> e.args().forEach(a -> uses.merge(a, 1, Integer::sum)));
    for (var e : nodes) {
      if (!e.op().isLeaf() && uses.get(e) > 1) {
        var name = prefix + names.size();
        assign(name, e);
        names.put(e, name);
      }
    }
  }

  private void assign(String name, Expr value) {
    lines.add(name + " = " + names.getOrDefault(value, whole(value)));
  }

  /** An expression by itself. */
  private String whole(Expr e) {
    return switch (e.op()) {
      case CONSTANT -> number(e.value());
      case INPUT -> eq.inputs().get(e.index());
      case STATE -> eq.states().get(e.index()).name();
      case PARAMETER -> eq.parameters().get(e.index()).name();
      case ADD -> infix(e, " + ");
      case SUB -> infix(e, " - ");
      case MUL -> infix(e, "·");
      case DIV -> infix(e, "/");
      case GE -> infix(e, " ≥ ");
      case NEG -> "-" + part(e.arg(0));
      case SELECT -> "%s ? %s : %s".formatted(e.args().stream().map(this::part).toArray());
      default ->
          e.op().name().toLowerCase(Locale.ROOT)
              + e.args().stream()
                  .map(a -> names.getOrDefault(a, whole(a)))
                  .collect(Collectors.joining(", ", "(", ")"));
    };
  }

  private String infix(Expr e, String sign) {
    return part(e.arg(0)) + sign + part(e.arg(1));
  }

  /** An expression as an operand. */
  private String part(Expr e) {
    if (names.containsKey(e)) {
      return names.get(e);
    }
    return switch (e.op()) {
      case ADD, SUB, MUL, DIV, GE, SELECT, NEG -> "(" + whole(e) + ")";
      case CONSTANT -> e.value() < 0 ? "(" + whole(e) + ")" : whole(e);
      default -> whole(e);
    };
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
