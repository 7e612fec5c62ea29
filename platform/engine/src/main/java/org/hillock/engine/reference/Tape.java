package org.hillock.engine.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.Pass.Place;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.backend.Pass.Space;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Op;

/** A pass as a list of instructions on numbered registers, one for each node. */
final class Tape {

  /**
   * A move between a register and a place.
   *
   * @param index which row, state or parameter
   */
  record Move(int register, int index) {}

  private final Op[] ops;
  private final int[] arguments;
  private final float[] constants;
  private final int first;
  private final Move[] draws;
  private final Map<Space, Move[]> loads;
  private final Map<Space, Move[]> stores;
  private final Move[] rowStores;
  private final Move[] enteredStores;

  private Tape(
      List<Expr> computed,
      Map<Expr, Integer> registers,
      float[] constants,
      Move[] draws,
      Map<Space, Move[]> loads,
      Map<Space, Move[]> stores,
      Predicate<Move> entered) {
    this.constants = constants;
    this.draws = draws;
    this.loads = loads;
    this.stores = stores;
    var rows = List.of(stores.get(Space.ROW));
    rowStores = rows.stream().filter(entered.negate()).toArray(Move[]::new);
    enteredStores = rows.stream().filter(entered).toArray(Move[]::new);
    first = constants.length - computed.size();
    ops = computed.stream().map(Expr::op).toArray(Op[]::new);
    arguments = new int[3 * ops.length];
    for (int i = 0; i < ops.length; i++) {
      var args = computed.get(i).args();
      for (int j = 0; j < args.size(); j++) {
        arguments[3 * i + j] = registers.get(args.get(j));
      }
    }
  }

  /** Registers: loaded nodes and constants first, then one for each instruction, in order. */
  static Tape of(String name, Pass pass) {
    var registers = new HashMap<Expr, Integer>();
    var computed = new ArrayList<Expr>();
    var draws = new ArrayList<Move>();
    var nodes = pass.nodes();
    for (var e : nodes) {
      if (pass.loads().containsKey(e) || e.op() == Op.CONSTANT) {
        registers.put(e, registers.size());
      } else if (e.op() == Op.UNIFORM) {
        draws.add(new Move(registers.size(), e.index()));
        registers.put(e, registers.size());
      } else if (e.op().isLeaf() || e.op() == Op.SPIKE || e.op() == Op.DETACH) {
        throw new HillockException(
            ErrorCode.INVALID_ARGUMENT,
            "program %s: a pass computes %s, which is neither loaded nor lowered"
                .formatted(name, e));
      } else {
        computed.add(e);
      }
    }
    computed.forEach(e -> registers.put(e, registers.size()));
    var constants = new float[registers.size()];
    registers.forEach((e, r) -> constants[r] = e.op() == Op.CONSTANT ? (float) e.value() : 0);
    var loads = new HashMap<Space, List<Move>>();
    for (var e : nodes) {
      var from = pass.loads().get(e);
      if (from != null) {
        add(loads, from, registers.get(e));
      }
    }
    var stores = new HashMap<Space, List<Move>>();
    pass.stores().forEach(s -> add(stores, s.to(), registers.get(s.value())));
    return new Tape(
        computed,
        registers,
        constants,
        draws.toArray(Move[]::new),
        arrays(loads),
        arrays(stores),
        to -> pass.rows().get(to.index()).role() == Role.ENTERED);
  }

  private static void add(Map<Space, List<Move>> moves, Place place, int register) {
    moves
        .computeIfAbsent(place.space(), _ -> new ArrayList<>())
        .add(new Move(register, place.index()));
  }

  private static Map<Space, Move[]> arrays(Map<Space, List<Move>> moves) {
    var arrays = new HashMap<Space, Move[]>();
    for (var space : Space.values()) {
      arrays.put(space, moves.getOrDefault(space, List.of()).toArray(Move[]::new));
    }
    return arrays;
  }

  /** New registers, constants in place. */
  float[] registers() {
    return constants.clone();
  }

  /** Registers that take a random number, and which of the step's numbers. */
  Move[] draws() {
    return draws;
  }

  Move[] loads(Space from) {
    return loads.get(from);
  }

  /** Stores to rows at every time step. */
  Move[] rowStores() {
    return rowStores;
  }

  /** Stores to rows at the first time step alone. */
  Move[] enteredStores() {
    return enteredStores;
  }

  Move[] stores(Space to) {
    return stores.get(to);
  }

  /** Runs every instruction once. */
  void execute(float[] r) {
    for (int i = 0; i < ops.length; i++) {
      int at = 3 * i;
      float a = r[arguments[at]];
      float b = r[arguments[at + 1]];
      r[first + i] =
          switch (ops[i]) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
            case NEG -> -a;
            case ABS -> Math.abs(a);
            case EXP -> (float) StrictMath.exp(a);
            case LOG -> (float) StrictMath.log(a);
            case SQRT -> (float) Math.sqrt(a);
            case COS -> (float) StrictMath.cos(a);
            case SIGMOID -> (float) (1 / (1 + StrictMath.exp(-a)));
            case TANH -> (float) StrictMath.tanh(a);
            case GE -> a >= b ? 1 : 0;
            case SELECT -> a != 0 ? b : r[arguments[at + 2]];
            default -> throw new IllegalStateException(ops[i] + " is no instruction");
          };
    }
  }
}
