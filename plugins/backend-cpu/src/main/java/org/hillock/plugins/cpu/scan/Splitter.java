package org.hillock.plugins.cpu.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Op;

/**
 * Cuts a body that is too long for one method into parts of about equal numbers of nodes. What a
 * later part needs of an earlier one passes through scratch rows; conditions, which have none, are
 * compared again. States may be read by any part, so their new values wait in scratch rows until
 * the last part has run.
 */
final class Splitter {

  /** Parts in order, then scratch rows to copy onto each other; {@code rows} counts them all. */
  record Parts(List<Body> bodies, List<Copy> copies, int rows) {}

  /** Copies one scratch row onto another. */
  record Copy(int from, int to) {}

  private final Body body;
  private final int budget;
  private final Map<Expr, Integer> home = new HashMap<>();
  private final Map<Expr, Slot> passed = new LinkedHashMap<>();
  private int rows;

  private Splitter(Body body, int rows, int budget) {
    this.body = body;
    this.rows = rows;
    this.budget = budget;
  }

  /**
   * The parts.
   *
   * @param rows scratch rows in use
   * @param budget nodes a part
   */
  static Parts split(Body body, int rows, int budget) {
    return new Splitter(body, rows, budget).split();
  }

  private Parts split() {
    for (var e : body.nodes()) {
      if (!body.given(e) && e.op() != Op.GE) {
        home.put(e, home.size() / budget);
      }
    }
    int count = Math.max(1, (home.size() + budget - 1) / budget);
    home.forEach((e, part) -> e.args().forEach(a -> pass(a, part)));
    var moves = new ArrayList<List<Body.Move>>();
    for (int i = 0; i < count; i++) {
      moves.add(new ArrayList<>());
    }
    var copies = new ArrayList<Copy>();
    for (int i = 0; i < body.moves().size(); i++) {
      var m = body.moves().get(i);
      // Loaded values can move in any part; spread, so that no part gets too long.
      int part = home.getOrDefault(m.value(), i % count);
      boolean state = m.to().kind() == Slot.Kind.LOCAL && !m.adds();
      if (state && body.given(m.value())) {
        var to = Slot.local(rows++);
        moves.get(part).add(new Body.Move(m.value(), to, false));
        copies.add(new Copy(to.index(), m.to().index()));
      } else if (state) {
        copies.add(new Copy(row(m.value()).index(), m.to().index()));
      } else {
        moves.get(part).add(m);
      }
    }
    passed.forEach((e, slot) -> moves.get(home.get(e)).add(new Body.Move(e, slot, false)));
    var bodies = new ArrayList<Body>();
    for (int i = 0; i < count; i++) {
      bodies.add(new Body(loads(i), moves.get(i)));
    }
    return new Parts(bodies, copies, rows);
  }

  /** Sees to it that a value is there for a part that uses it. */
  private void pass(Expr e, int part) {
    if (body.given(e)) {
      return;
    }
    if (e.op() == Op.GE) {
      e.args().forEach(a -> pass(a, part));
    } else if (home.get(e) < part) {
      row(e);
    }
  }

  private Slot row(Expr e) {
    return passed.computeIfAbsent(e, x -> Slot.local(rows++));
  }

  private Map<Expr, Slot> loads(int part) {
    var loads = new HashMap<>(body.loads());
    passed.forEach(
        (e, slot) -> {
          if (home.get(e) < part) {
            loads.put(e, slot);
          }
        });
    return loads;
  }
}
