package org.hillock.engine.equations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.Pass.Place;
import org.hillock.api.backend.Pass.Row;
import org.hillock.api.backend.Pass.Space;
import org.hillock.api.backend.Pass.Store;
import org.hillock.api.equations.Expr;

/** Collects the loads and stores of a pass; keeps only those loads and rows that are used. */
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
    var nodes = new HashSet<>(new Pass(rows, loads, stores).nodes());
    loads.keySet().retainAll(nodes);
    var used = new HashSet<>(loads.values());
    stores.forEach(s -> used.add(s.to()));
    var moved = new HashMap<Place, Place>();
    var kept = new ArrayList<Row>();
    for (int i = 0; i < rows.size(); i++) {
      var place = new Place(Space.ROW, i);
      if (used.contains(place)) {
        moved.put(place, new Place(Space.ROW, kept.size()));
        kept.add(rows.get(i));
      }
    }
    loads.replaceAll((value, place) -> moved.getOrDefault(place, place));
    stores.replaceAll(s -> new Store(s.value(), moved.getOrDefault(s.to(), s.to())));
    return new Pass(kept, loads, stores);
  }
}
