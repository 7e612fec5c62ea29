package org.hillock.plugins.cpu.scan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.Pass.Place;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Op;

/** What one kernel computes: a pass, or a part of one, over slots. */
record Body(Map<Expr, Slot> loads, List<Move> moves) {

  /** A result and where it goes; added to what is there, or in its place. */
  record Move(Expr value, Slot to, boolean adds) {}

  Body {
    loads = Map.copyOf(loads);
    moves = List.copyOf(moves);
  }

  static Body of(Pass pass, Layout layout) {
    var loads = new HashMap<Expr, Slot>();
    pass.loads().forEach((value, place) -> loads.put(value, slot(place, layout)));
    pass.nodes().stream()
        .filter(e -> e.op() == Op.UNIFORM)
        .forEach(e -> loads.put(e, new Slot(Slot.Kind.DRAW, e.index())));
    var moves = new ArrayList<Move>();
    for (var store : pass.stores()) {
      if (pass.entering(store)) {
        continue;
      }
      boolean adds = store.to().space() == Pass.Space.PARAMETER_GRADIENT;
      var to = slot(store.to(), layout);
      boolean idle = adds ? store.value().is(0) : to.equals(loads.get(store.value()));
      if (!idle) {
        moves.add(new Move(store.value(), to, adds));
      }
    }
    return new Body(loads, moves);
  }

  private static Slot slot(Place place, Layout layout) {
    int i = place.index();
    return switch (place.space()) {
      case ROW -> new Slot(Slot.Kind.ROW, i);
      case ROW_BEFORE -> new Slot(Slot.Kind.ROW_BEFORE, i);
      case STATE -> Slot.local(layout.state(i));
      case PARAMETER ->
          layout.tiled(i) ? Slot.local(layout.parameter(i)) : new Slot(Slot.Kind.SCALAR, i);
      case PARAMETER_GRADIENT ->
          layout.tiled(i) ? Slot.local(layout.gradient(i)) : new Slot(Slot.Kind.SUM, i);
    };
  }

  /** Whether a node is there without being computed. */
  boolean given(Expr e) {
    return loads.containsKey(e) || e.op() == Op.CONSTANT;
  }

  /** Every node below the results, arguments first; nothing below what is loaded. */
  List<Expr> nodes() {
    var found = new LinkedHashSet<Expr>();
    moves.forEach(m -> addBelow(m.value(), found));
    return List.copyOf(found);
  }

  /**
   * Adds a node and what it is computed from to those found, arguments first; nothing below what is
   * loaded.
   */
  void addBelow(Expr root, Set<Expr> found) {
    var todo = new ArrayDeque<Expr>();
    todo.push(root);
    while (!todo.isEmpty()) {
      var e = todo.peek();
      var missing =
          loads.containsKey(e)
              ? Optional.<Expr>empty()
              : e.args().stream().filter(a -> !found.contains(a)).findFirst();
      if (missing.isPresent()) {
        todo.push(missing.get());
      } else {
        found.add(todo.pop());
      }
    }
  }

  /** The slots it touches, in the order in which it does. */
  List<Slot> slots() {
    var used = new LinkedHashSet<Slot>();
    nodes().stream().filter(loads::containsKey).map(loads::get).forEach(used::add);
    moves.forEach(m -> used.add(m.to()));
    return List.copyOf(used);
  }

  /** What it computes, whatever its slots stand for: bodies of one form share a kernel. */
  String form() {
    var slots = slots();
    var numbers = new HashMap<Expr, Integer>();
    var text = new StringBuilder();
    for (var e : nodes()) {
      numbers.put(e, numbers.size());
      var from = loads.get(e);
      if (from != null) {
        text.append(from.kind()).append(slots.indexOf(from));
      } else {
        text.append(e.op()).append(e.op() == Op.CONSTANT ? e.value() : "");
        e.args().forEach(a -> text.append(' ').append(numbers.get(a)));
      }
      text.append('\n');
    }
    for (var m : moves) {
      text.append(m.to().kind()).append(slots.indexOf(m.to())).append(m.adds() ? " += " : " = ");
      text.append(numbers.get(m.value())).append('\n');
    }
    return text.toString();
  }

  /** How many tensors over time it touches. */
  int rows() {
    return (int) slots().stream().filter(s -> s.kind() == Slot.Kind.ROW).count();
  }
}
