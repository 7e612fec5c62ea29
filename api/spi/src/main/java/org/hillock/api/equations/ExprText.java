package org.hillock.api.equations;

/** Writes expressions as people read them. */
final class ExprText {

  private ExprText() {}

  static String of(Expr e) {
    return switch (e.op()) {
      case CONSTANT -> number(e.value());
      case INPUT -> "x" + e.index();
      case STATE -> "v" + e.index();
      case PARAMETER -> "p" + e.index();
      case UNIFORM -> "uniform" + e.index();
      case EMIT_ADJOINT -> "∂emit" + e.index();
      case NEXT_ADJOINT -> "∂next" + e.index();
      case ADD -> infix(e, " + ");
      case SUB -> infix(e, " - ");
      case MUL -> infix(e, "·");
      case DIV -> infix(e, "/");
      case GE -> infix(e, " ≥ ");
      case NEG -> "-" + of(e.arg(0));
      case SELECT -> "(%s ? %s : %s)".formatted(of(e.arg(0)), of(e.arg(1)), of(e.arg(2)));
      default -> {
        var text = new StringBuilder(e.op().name().toLowerCase()).append('(');
        for (int i = 0; i < e.args().size(); i++) {
          text.append(i == 0 ? "" : ", ").append(of(e.arg(i)));
        }
        yield text.append(')').toString();
      }
    };
  }

  private static String infix(Expr e, String sign) {
    return "(" + of(e.arg(0)) + sign + of(e.arg(1)) + ")";
  }

  private static String number(double v) {
    return v == Math.rint(v) && Math.abs(v) < 1e9 ? Long.toString((long) v) : Double.toString(v);
  }
}
