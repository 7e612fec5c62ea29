package org.hillock.api.backend;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Op;

/**
 * A straight-line program for one neuron and one time step: where its leaves come from and where
 * its results go. Time runs forward in forward passes and backward in the backward pass.
 *
 * @param rows the tensors over time the pass touches; {@link Place#index()} of a {@code ROW} counts
 *     in this list
 * @param loads where values come from; a node that is loaded is not computed, whatever its kind
 * @param stores where values go
 */
public record Pass(List<Row> rows, Map<Expr, Place> loads, List<Store> stores) {

  /**
   * A tensor over time, {@code [T][n]}; of role {@code ENTERED}, {@code [n]}.
   *
   * @param role what it holds
   * @param index which one of that role
   */
  public record Row(Role role, int index) {}

  /** What a row holds. */
  public enum Role {
    INPUT,
    OUTPUT,
    /** A forward value kept for the backward pass. */
    KEPT,
    /**
     * A state before the first time step of a call, for the backward pass. Stores to it are those
     * of the first step alone.
     */
    ENTERED,
    OUTPUT_GRADIENT,
    INPUT_GRADIENT
  }

  /** Where a value lives. */
  public enum Space {
    /** A row over time. */
    ROW,
    /** A row, one time step earlier; none at the first step of a call. */
    ROW_BEFORE,
    /** A state (in the backward pass: its gradient), carried from step to step. */
    STATE,
    /** A parameter: one value, or one for each feature. */
    PARAMETER,
    /** The gradient of a parameter: a sum over time and all neurons that share it. */
    PARAMETER_GRADIENT
  }

  /**
   * A place a value is loaded from or stored to.
   *
   * @param index which row, state or parameter
   */
  public record Place(Space space, int index) {}

  /**
   * A result and where it goes. Stores to {@link Space#PARAMETER_GRADIENT} add; all others replace.
   */
  public record Store(Expr value, Place to) {}

  public Pass {
    rows = List.copyOf(rows);
    loads = Map.copyOf(loads);
    stores = List.copyOf(stores);
  }

  /** One more than the highest index of a random number it draws; 0: it draws none. */
  public int draws() {
    return nodes().stream()
        .filter(e -> e.op() == Op.UNIFORM)
        .mapToInt(e -> e.index() + 1)
        .max()
        .orElse(0);
  }

  /** Whether a store is that of a state before the first time step, done at that step alone. */
  public boolean entering(Store store) {
    return store.to().space() == Space.ROW && rows.get(store.to().index()).role() == Role.ENTERED;
  }

  /** Every node below the stored values, arguments first; loaded nodes are not looked below. */
  public List<Expr> nodes() {
    Set<Expr> loaded = loads.keySet();
    var needed = new TreeMap<Integer, Expr>();
    var todo = new ArrayDeque<Expr>();
    stores.forEach(s -> todo.add(s.value()));
    while (!todo.isEmpty()) {
      var e = todo.pop();
      if (needed.put(e.id(), e) == null && !loaded.contains(e)) {
        todo.addAll(e.args());
      }
    }
    return List.copyOf(needed.values());
  }
}
