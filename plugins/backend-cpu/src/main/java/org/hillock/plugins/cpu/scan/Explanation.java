package org.hillock.plugins.cpu.scan;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.Pass.Place;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.Expr;

/** Writes a pass as people read it: an assignment for each value that has a name or is shared. */
final class Explanation {

  private final ScanProgram program;
  private final Pass pass;
  private final Map<Expr, String> names = new HashMap<>();
  private final StringBuilder text = new StringBuilder();

  private Explanation(ScanProgram program, Pass pass) {
    this.program = program;
    this.pass = pass;
  }

  static String of(String title, ScanProgram program, CompiledPass compiled) {
    var explanation = new Explanation(program, compiled.pass());
    explanation.text.append(
        "%s: %s a turn, %s in %s, %d bytes of code%n"
            .formatted(
                title,
                count(compiled.steps(), "step"),
                count(compiled.kernels(), "kernel"),
                count(compiled.one().size(), "part"),
                compiled.codeLength()));
    explanation.write();
    return explanation.text.toString();
  }

  private static String count(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private void write() {
    var uses = new HashMap<Expr, Integer>();
    var nodes = pass.nodes();
    for (var e : nodes) {
      if (!pass.loads().containsKey(e)) {
        e.args().forEach(a -> uses.merge(a, 1, Integer::sum));
      }
    }
    for (var e : nodes) {
      boolean shared = uses.getOrDefault(e, 0) > 1 && !e.op().isLeaf();
      if (!pass.loads().containsKey(e) && shared) {
        String value = value(e);
        names.put(e, "t" + names.size());
        line(names.get(e), "=", value);
      }
    }
    for (var s : pass.stores()) {
      boolean adds = s.to().space() == Pass.Space.PARAMETER_GRADIENT;
      boolean next = s.to().space() == Pass.Space.STATE;
      line(place(s.to()) + (next ? "'" : ""), adds ? "+=" : "=", value(s.value()));
    }
  }

  private void line(String to, String sign, String value) {
    text.append("  ").append(to).append(' ').append(sign).append(' ').append(value).append('\n');
  }

  private String value(Expr e) {
    if (pass.loads().containsKey(e)) {
      return place(pass.loads().get(e));
    }
    if (names.containsKey(e)) {
      return names.get(e);
    }
    return switch (e.op()) {
      case ADD -> infix(e, " + ");
      case SUB -> infix(e, " - ");
      case MUL -> infix(e, "·");
      case DIV -> infix(e, "/");
      case GE -> infix(e, " ≥ ");
      case NEG -> "-" + value(e.arg(0));
      case SELECT -> "(%s ? %s : %s)".formatted(value(e.arg(0)), value(e.arg(1)), value(e.arg(2)));
      default ->
          e.op().isLeaf()
              ? e.toString()
              : e.args().stream()
                  .map(this::value)
                  .collect(
                      Collectors.joining(", ", e.op().name().toLowerCase(Locale.ROOT) + "(", ")"));
    };
  }

  private String infix(Expr e, String sign) {
    return "(" + value(e.arg(0)) + sign + value(e.arg(1)) + ")";
  }

  private String place(Place p) {
    return switch (p.space()) {
      case ROW -> row(pass.rows().get(p.index()));
      case ROW_BEFORE -> row(pass.rows().get(p.index())) + "[t-1]";
      case STATE -> (backward() ? "∂" : "") + program.states().get(p.index()).name();
      case PARAMETER -> program.parameters().get(p.index()).name();
      case PARAMETER_GRADIENT -> "∂" + program.parameters().get(p.index()).name();
    };
  }

  private boolean backward() {
    return pass == program.backward() || pass == program.backwardFirst();
  }

  private static String row(Pass.Row row) {
    return switch (row.role()) {
          case INPUT -> "input";
          case OUTPUT -> "output";
          case KEPT -> "kept";
          case ENTERED -> "entered";
          case OUTPUT_GRADIENT -> "∂output";
          case INPUT_GRADIENT -> "∂input";
        }
        + row.index();
  }
}
