package org.hillock.plugins.cpu.scan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    var moves = new ArrayList<Move>();
    for (var store : pass.stores()) {
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
    var found = new TreeMap<Integer, Expr>();
    var todo = new ArrayDeque<Expr>();
    moves.forEach(m -> todo.add(m.value()));
    while (!todo.isEmpty()) {
      var e = todo.pop();
      if (found.put(e.id(), e) == null && !loads.containsKey(e)) {
        todo.addAll(e.args());
      }
    }
    return List.copyOf(found.values());
  }

  /** How many tensors over time it touches. */
  int rows() {
    var used = new HashSet<Slot>();
    nodes().stream().filter(loads::containsKey).map(loads::get).forEach(used::add);
    moves.forEach(m -> used.add(m.to()));
    return (int) used.stream().filter(s -> s.kind() == Slot.Kind.ROW).count();
  }
}
