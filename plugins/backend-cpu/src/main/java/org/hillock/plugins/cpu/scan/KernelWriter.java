package org.hillock.plugins.cpu.scan;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static org.hillock.plugins.cpu.scan.Names.*;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hillock.api.equations.Expr;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * Writes one method of {@link Step}: what does not change in the loop, then a loop over vectors of
 * neurons with one or several time steps in its body. Between those steps states stay in registers.
 */
final class KernelWriter {

  // Parameters of Step's methods.
  private static final int ROWS = 1;
  private static final int OFFSET = 2;
  private static final int NEXT = 4;
  private static final int LOCAL = 6;
  private static final int FIRST = 7;
  private static final int STRIDE = 8;
  private static final int SCALARS = 9;
  private static final int SUMS = 10;
  private static final int FROM = 11;
  private static final int TO = 12;
  private static final int KEYS = 13;
  private static final int SLOTS = 14;

  private final CodeBuilder code;
  private final Body body;
  private final List<Expr> nodes;
  private final List<Slot> slots;
  private final boolean masked;
  private final Arithmetic arithmetic;
  private final Set<Expr> invariant = new HashSet<>();

  /** The local variable of a row's segment, of a scratch row's start, of a lane sum. */
  private final Map<Slot, Integer> bases = new HashMap<>();

  /** The local variable with the present value of a scratch row. */
  private final Map<Slot, Integer> carried = new HashMap<>();

  /** The local variables of the loop's index and of the mask. */
  private final int index;

  private final int lanes;

  /** Which time step of the turn is being written. */
  private int turn;

  private KernelWriter(CodeBuilder code, Body body, boolean masked) {
    this.code = code;
    this.body = body;
    this.masked = masked;
    nodes = body.nodes();
    slots = body.slots();
    index = code.allocateLocal(TypeKind.INT);
    lanes = vector();
    // A masked sum has no fused form.
    arithmetic = new Arithmetic(code, Arithmetic.fusible(body, nodes, !masked));
  }

  static void write(CodeBuilder code, Body body, int steps, boolean masked) {
    new KernelWriter(code, body, masked).method(steps);
  }

  private void method(int steps) {
    if (masked) {
      arithmetic.species();
      code.iload(FROM).iload(TO).invokeinterface(SPECIES, "indexInRange", IN_RANGE).astore(lanes);
    }
    prologue();
    var offsets = offsets(steps);
    code.iload(FROM).istore(index);
    var top = code.newLabel();
    var end = code.newLabel();
    code.labelBinding(top).iload(index).iload(TO).if_icmpge(end);
    var needed = needed();
    for (int offset : offsets) {
      step(needed, offset);
      turn++;
    }
    for (var slot : written()) {
      code.aload(carried.get(slot));
      address(slot, 0);
      access(slot, false);
    }
    code.iinc(index, Lanes.LENGTH).goto_(top).labelBinding(end);
    for (var m : body.moves()) {
      if (m.to().kind() == Slot.Kind.SUM) {
        code.aload(bases.get(m.to())).aload(SUMS);
        index(m.to()).loadConstant(Lanes.LENGTH).imul();
        code.invokevirtual(FLOAT_VECTOR, "intoArray", INTO_ARRAY);
      }
    }
    code.return_();
  }

  private void prologue() {
    for (var e : nodes) {
      var from = body.loads().get(e);
      if (from != null && from.kind() != Slot.Kind.SCALAR) {
        base(from);
      }
    }
    body.moves().forEach(m -> base(m.to()));
    for (var e : nodes) {
      var from = body.loads().get(e);
      boolean fixed =
          from == null ? invariant.containsAll(e.args()) : from.kind() == Slot.Kind.SCALAR;
      if (fixed) {
        invariant.add(e);
        value(e, 0);
      }
    }
  }

  /** Local variables with the position of each time step. */
  private List<Integer> offsets(int steps) {
    var offsets = new ArrayList<Integer>();
    for (int k = 0; k < steps; k++) {
      if (k == 0) {
        code.lload(OFFSET);
      } else {
        code.lload(offsets.getLast()).lload(NEXT).ladd();
      }
      int offset = code.allocateLocal(TypeKind.LONG);
      code.lstore(offset);
      offsets.add(offset);
    }
    return offsets;
  }

  /** Nodes to compute in the loop: reached from the results, not through what is there. */
  private Set<Expr> needed() {
    var found = new HashSet<Expr>();
    var todo = new ArrayDeque<Expr>();
    body.moves().forEach(m -> todo.add(m.value()));
    while (!todo.isEmpty()) {
      var e = todo.pop();
      if (!arithmetic.has(e) && found.add(e) && !body.loads().containsKey(e)) {
        todo.addAll(e.args());
      }
    }
    return found;
  }

  private void step(Set<Expr> needed, int offset) {
    arithmetic.keep(invariant);
    for (var e : nodes) {
      if (needed.contains(e)) {
        value(e, offset);
      }
    }
    for (var m : body.moves()) {
      move(m, offset);
    }
  }

  /** Scratch rows to write back after the last step. */
  private List<Slot> written() {
    return body.moves().stream()
        .map(Body.Move::to)
        .filter(s -> s.kind() == Slot.Kind.LOCAL)
        .toList();
  }

  /** A new local variable for a vector. */
  private int vector() {
    return code.allocateLocal(TypeKind.REFERENCE);
  }

  private void value(Expr e, int offset) {
    if (arithmetic.has(e) || arithmetic.fused(e)) {
      return;
    }
    var from = body.loads().get(e);
    int local = vector();
    if (from == null) {
      arithmetic.compute(e);
    } else if (carried.containsKey(from)) {
      arithmetic.put(e, carried.get(from));
      return;
    } else {
      load(from, offset);
      if (from.kind() == Slot.Kind.LOCAL) {
        carried.put(from, local);
      }
    }
    arithmetic.put(e, local);
    code.astore(local);
  }

  private void move(Body.Move m, int offset) {
    switch (m.to().kind()) {
      case ROW -> {
        arithmetic.push(m.value());
        address(m.to(), offset);
        access(m.to(), false);
      }
      case LOCAL -> {
        if (m.adds()) {
          if (carried.containsKey(m.to())) {
            code.aload(carried.get(m.to()));
          } else {
            load(m.to(), offset);
          }
          arithmetic.push(m.value());
          int sum = vector();
          code.invokevirtual(FLOAT_VECTOR, "add", BINARY).astore(sum);
          carried.put(m.to(), sum);
        } else {
          carried.put(m.to(), arithmetic.local(m.value()));
        }
      }
      case SUM -> {
        int sum = bases.get(m.to());
        if (arithmetic.fused(m.value())) {
          arithmetic.multiplyAdd(m.value(), sum);
        } else {
          code.aload(sum);
          arithmetic.push(m.value());
          if (masked) {
            code.aload(lanes);
          }
          code.invokevirtual(FLOAT_VECTOR, "add", masked ? MASKED : BINARY);
        }
        code.astore(sum);
      }
      case ROW_BEFORE, SCALAR, DRAW ->
          throw new IllegalStateException(m.to().kind() + " is not written");
    }
  }

  private void base(Slot slot) {
    if (bases.containsKey(slot) || slot.kind() == Slot.Kind.DRAW) {
      return;
    }
    int local =
        code.allocateLocal(slot.kind() == Slot.Kind.LOCAL ? TypeKind.INT : TypeKind.REFERENCE);
    switch (slot.kind()) {
      case ROW, ROW_BEFORE -> {
        code.aload(ROWS);
        index(slot).aaload().astore(local);
      }
      case LOCAL -> {
        code.iload(STRIDE);
        index(slot).imul().iload(FIRST).iadd().istore(local);
      }
      case SUM -> {
        arithmetic.species();
        code.aload(SUMS);
        index(slot).loadConstant(Lanes.LENGTH).imul();
        code.invokestatic(FLOAT_VECTOR, "fromArray", FROM_ARRAY).astore(local);
      }
      case SCALAR, DRAW -> throw new IllegalStateException(slot.kind() + " has no base");
    }
    bases.put(slot, local);
  }

  /** Leaves on the stack which one of its kind a slot stands for. */
  private CodeBuilder index(Slot slot) {
    return code.aload(SLOTS).loadConstant(slots.indexOf(slot)).iaload();
  }

  private void load(Slot slot, int offset) {
    if (slot.kind() == Slot.Kind.DRAW) {
      draw(slot);
      return;
    }
    arithmetic.species();
    if (slot.kind() == Slot.Kind.SCALAR) {
      code.aload(SCALARS);
      index(slot).faload();
      code.invokestatic(FLOAT_VECTOR, "broadcast", BROADCAST);
    } else {
      address(slot, offset);
      access(slot, true);
    }
  }

  /** Leaves random numbers on the stack. */
  private void draw(Slot slot) {
    int low = code.allocateLocal(TypeKind.INT);
    int high = code.allocateLocal(TypeKind.INT);
    for (int half = 0; half < 2; half++) {
      code.aload(KEYS);
      index(slot).loadConstant(2 * Step.TURN).imul().loadConstant(1 + 2 * turn + half).iadd();
      code.iaload().istore(half == 0 ? low : high);
    }
    code.getstatic(INT_VECTOR, "SPECIES_PREFERRED", SPECIES);
    code.aload(KEYS).iconst_0().iaload().iload(index).iadd().iload(low).iadd();
    code.invokestatic(INT_VECTOR, "broadcast", INT_BROADCAST);
    code.iconst_1().invokevirtual(INT_VECTOR, "addIndex", INT_SCALAR);
    arithmetic.functions().uniform(high);
  }

  /** Leaves segment, byte offset and byte order, or array and index, on the stack. */
  private void address(Slot slot, int offset) {
    if (slot.isRow()) {
      code.aload(bases.get(slot)).lload(offset);
      if (slot.kind() == Slot.Kind.ROW_BEFORE) {
        code.lload(NEXT).ladd();
      }
      code.iload(index).i2l().ladd().iconst_2().lshl();
      boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
      code.getstatic(ORDER, little ? "LITTLE_ENDIAN" : "BIG_ENDIAN", ORDER);
    } else {
      code.aload(LOCAL).iload(bases.get(slot)).iload(index).iadd();
    }
  }

  private void access(Slot slot, boolean load) {
    boolean row = slot.isRow();
    var types = new ArrayList<ClassDesc>();
    if (load) {
      types.add(SPECIES);
    }
    types.addAll(row ? List.of(SEGMENT, CD_long, ORDER) : List.of(FLOATS, CD_int));
    if (masked) {
      code.aload(lanes);
      types.add(MASK);
    }
    if (load) {
      String name = row ? "fromMemorySegment" : "fromArray";
      code.invokestatic(FLOAT_VECTOR, name, MethodTypeDesc.of(FLOAT_VECTOR, types));
    } else {
      String name = row ? "intoMemorySegment" : "intoArray";
      code.invokevirtual(FLOAT_VECTOR, name, MethodTypeDesc.of(CD_void, types));
    }
  }
}
