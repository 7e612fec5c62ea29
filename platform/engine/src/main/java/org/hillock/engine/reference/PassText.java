package org.hillock.engine.reference;

import java.util.Locale;
import java.util.stream.Collectors;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.Pass.Place;
import org.hillock.api.backend.Pass.Space;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Op;

/** Writes a pass as people read a program: one line for each node, then the stores. */
final class PassText {

  private PassText() {}

  static String of(Pass pass) {
    var text = new StringBuilder();
    for (var e : pass.nodes()) {
      text.append("  n%d = %s%n".formatted(e.id(), value(pass, e)));
    }
    for (var store : pass.stores()) {
      var sign = store.to().space() == Space.PARAMETER_GRADIENT ? "+=" : "=";
      text.append("  %s %s n%d%n".formatted(place(pass, store.to()), sign, store.value().id()));
    }
    return text.toString();
  }

  private static String value(Pass pass, Expr e) {
    if (pass.loads().containsKey(e)) {
      return place(pass, pass.loads().get(e));
    }
    if (e.op() == Op.CONSTANT) {
      return Double.toString(e.value());
    }
    return e.op() == Op.UNIFORM
        ? e.toString()
        : e.args().stream()
            .map(a -> "n" + a.id())
            .collect(Collectors.joining(" ", words(e.op()) + " ", ""));
  }

  private static String place(Pass pass, Place place) {
    if (place.space() == Space.ROW || place.space() == Space.ROW_BEFORE) {
      var row = pass.rows().get(place.index());
      return words(row.role())
          + "["
          + row.index()
          + "]"
          + (place.space() == Space.ROW ? "" : " before");
    }
    return words(place.space()) + "[" + place.index() + "]";
  }

  private static String words(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
