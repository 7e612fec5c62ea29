package org.hillock.plugins.cpu.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Op;

/**
 * Cuts a body that is too long for one method into parts of about equal work. What a later part
 * needs of an earlier one passes through scratch rows; conditions, which have none, are compared
 * again. States may be read by any part, so their new values wait in scratch rows until the last
 * part has run.
 */
final class Splitter {

  /** Parts in order, then scratch rows to copy onto each other; {@code rows} counts them all. */
  record Parts(List<Body> bodies, List<Copy> copies, int rows) {}

  /** Copies one scratch row onto another. */
  record Copy(int from, int to) {}

  private final Body body;
  private final Set<Slot> last;
  private final int budget;
  private final Map<Expr, Integer> home = new LinkedHashMap<>();
  private final Map<Expr, Slot> passed = new LinkedHashMap<>();
  private int rows;

  private Splitter(Body body, Set<Slot> last, int rows, int budget) {
    this.body = body;
    this.last = last;
    this.rows = rows;
    this.budget = budget;
  }

  /**
   * The parts.
   *
   * @param last tensors to write after all others are read, which may be the same memory
   * @param rows scratch rows in use
   * @param budget vector operations a part, about
   */
  static Parts split(Body body, Set<Slot> last, int rows, int budget) {
    return new Splitter(body, last, rows, budget).split();
  }

  private Parts split() {
    int count = 1 + assignHomes();
    home.forEach((e, part) -> e.args().forEach(a -> pass(a, part)));
    var moves = new ArrayList<List<Body.Move>>();
    for (int i = 0; i < count; i++) {
      moves.add(new ArrayList<>());
    }
    var copies = new ArrayList<Copy>();
    for (int i = 0; i < body.moves().size(); i++) {
      var m = body.moves().get(i);
      // Loaded values can move in any part; spread, so that no part gets too long.
      int part = last.contains(m.to()) ? count - 1 : home.getOrDefault(m.value(), i % count);
      pass(m.value(), part);
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
    for (var e : home.keySet()) {
      if (passed.containsKey(e)) {
        moves.get(home.get(e)).add(new Body.Move(e, passed.get(e), false));
      }
    }
    var bodies = new ArrayList<Body>();
    for (int i = 0; i < count; i++) {
      bodies.add(new Body(loads(i), moves.get(i)));
    }
    return new Parts(bodies, copies, rows);
  }

  /**
   * Says in which part each node is computed; the number of the last part. What one result needs
   * stays together if it can: the compartments of a neuron then fall into parts of one form.
   */
  private int assignHomes() {
    int part = 0;
    int weight = 0;
    var found = new LinkedHashSet<Expr>();
    for (var m : body.moves()) {
      int before = found.size();
      body.addBelow(m.value(), found);
      var more = found.stream().skip(before).filter(this::computed).toList();
      int sum = more.stream().mapToInt(Splitter::weight).sum();
      if (weight > 0 && weight + sum > budget) {
        part++;
        weight = 0;
      }
      for (var e : more) {
        if (weight >= budget) {
          part++;
          weight = 0;
        }
        home.put(e, part);
        weight += weight(e);
      }
    }
    return part;
  }

  private boolean computed(Expr e) {
    return !body.given(e) && e.op() != Op.GE;
  }

  /** About how many vector operations a node takes. */
  static int weight(Expr e) {
    return switch (e.op()) {
      case EXP, SIGMOID, COS -> 25;
      case TANH, LOG -> 40;
      default -> 1;
    };
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
