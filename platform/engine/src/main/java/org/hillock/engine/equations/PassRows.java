package org.hillock.engine.equations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.Pass.Place;
import org.hillock.api.backend.Pass.Row;
import org.hillock.api.backend.Pass.Space;
import org.hillock.api.backend.Pass.Store;
import org.hillock.api.equations.Expr;

/**
 * Collects the loads and stores of a pass, or of one in several forms; keeps only those loads and
 * rows that are used.
 */
final class PassRows {

  private final List<Row> rows = new ArrayList<>();
  private final Map<Expr, Place> loads = new HashMap<>();
  private final List<Store> stores = new ArrayList<>();

  void load(Expr value, Row from) {
    load(value, row(from));
  }

  void load(Expr value, Place from) {
    loads.put(value, from);
  }

  /** Loads what another value, loaded from a row, was one time step before. */
  void loadBefore(Expr value, Expr now) {
    loads.put(value, new Place(Space.ROW_BEFORE, loads.get(now).index()));
  }

  void store(Expr value, Row to) {
    store(value, row(to));
  }

  void store(Expr value, Place to) {
    stores.add(new Store(value, to));
  }

  private Place row(Row row) {
    rows.add(row);
    return new Place(Space.ROW, rows.size() - 1);
  }

  /** The pass; its rows are in the order in which they were named here. */
  Pass pass() {
    return passes(List.of(UnaryOperator.identity())).getFirst();
  }

  /**
   * A pass for each form in which the stored values may be written; all have the rows that any of
   * them uses.
   */
  List<Pass> passes(List<UnaryOperator<Expr>> forms) {
    var all = forms.stream().map(this::pass).toList();
    var used = new TreeSet<Integer>();
    for (var pass : all) {
      pass.loads().values().stream().filter(PassRows::ofRow).forEach(p -> used.add(p.index()));
      pass.stores().stream()
          .map(Store::to)
          .filter(PassRows::ofRow)
          .forEach(p -> used.add(p.index()));
    }
    var kept = List.copyOf(used);
    UnaryOperator<Place> moved = p -> ofRow(p) ? new Place(p.space(), kept.indexOf(p.index())) : p;
    return all.stream()
        .map(
            pass -> {
              var from = new HashMap<>(pass.loads());
              from.replaceAll((value, place) -> moved.apply(place));
              var to =
                  pass.stores().stream()
                      .map(s -> new Store(s.value(), moved.apply(s.to())))
                      .toList();
              return new Pass(kept.stream().map(rows::get).toList(), from, to);
            })
        .toList();
  }

  /** With all rows, and the loads it uses. */
  private Pass pass(UnaryOperator<Expr> form) {
    var written = stores.stream().map(s -> new Store(form.apply(s.value()), s.to())).toList();
    var used = new HashMap<>(loads);
    used.keySet().retainAll(new HashSet<>(new Pass(rows, loads, written).nodes()));
    return new Pass(rows, used, written);
  }

  private static boolean ofRow(Place place) {
    return place.space() == Space.ROW || place.space() == Space.ROW_BEFORE;
  }
}
