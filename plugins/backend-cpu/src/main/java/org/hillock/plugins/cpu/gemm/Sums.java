package org.hillock.plugins.cpu.gemm;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * Generates the sums of any number of vectors, with a value for each event and without, each at its
 * first need. Used by one thread, but for {@link #of}.
 */
final class Sums {

  private static final ClassDesc INTS = CD_int.arrayType();
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void,
          CD_int,
          CD_int,
          CD_int,
          INTS,
          INTS,
          VectorCode.FLOATS,
          VectorCode.FLOATS,
          CD_int,
          VectorCode.FLOATS,
          CD_int,
          CD_boolean);

  // Parameters of Sum.run.
  private static final int FIRST = 1;
  private static final int LISTS = 2;
  private static final int STEP = 3;
  private static final int STARTS = 4;
  private static final int ROWS = 5;
  private static final int VALUES = 6;
  private static final int PANEL = 7;
  private static final int OFFSET = 8;
  private static final int TO = 9;
  private static final int TO_AT = 10;
  private static final int ADD = 11;
  // Locals: the event, the list's end, an index, a value, vectors.
  private static final int EVENT = 12;
  private static final int END = 13;
  private static final int AT = 14;
  private static final int SCALAR = 15;
  private static final int VALUE = 16;
  private static final int ROW = 17;
  private static final int ACCUMULATORS = 18;

  private final Sum[] ofOnes = new Sum[widest() + 1];
  private final Sum[] ofValues = new Sum[widest() + 1];

  /** The widest sum's vectors, all in registers. */
  static int widest() {
    return Lanes.SPECIES.vectorBitSize() >= 512 ? 16 : 8;
  }

  /** Vectors that hold this many columns. */
  static int width(int columns) {
    return (columns + Lanes.LENGTH - 1) / Lanes.LENGTH;
  }

  /** Makes the sums of a width, at most {@link #widest}. */
  void prepare(int vectors) {
    if (ofOnes[vectors] == null) {
      ofOnes[vectors] = VectorCode.define(Sum.class, RUN, c -> body(c, vectors, false));
      ofValues[vectors] = VectorCode.define(Sum.class, RUN, c -> body(c, vectors, true));
    }
  }

  /** The sum of a width that was prepared. */
  Sum of(int vectors, boolean binary) {
    return (binary ? ofOnes : ofValues)[vectors];
  }

  private static void body(CodeBuilder c, int vectors, boolean valued) {
    int columns = vectors * Lanes.LENGTH;
    var nextList = c.newLabel();
    var nextEvent = c.newLabel();
    var store = c.newLabel();
    var stored = c.newLabel();
    var end = c.newLabel();
    c.labelBinding(nextList).iload(LISTS).ifle(end);
    c.aload(STARTS).iload(FIRST).iaload().istore(EVENT);
    c.aload(STARTS).iload(FIRST).iconst_1().iadd().iaload().istore(END);
    for (int v = 0; v < vectors; v++) {
      VectorCode.zero(c, ACCUMULATORS + v);
    }
    var empty = c.newLabel();
    c.iload(EVENT).iload(END).if_icmpge(empty);
    c.labelBinding(nextEvent);
    c.aload(ROWS).iload(EVENT).iaload().loadConstant(columns).imul();
    c.iload(OFFSET).iadd().istore(AT);
    if (valued) {
      c.aload(VALUES).iload(EVENT).faload().fstore(SCALAR);
      VectorCode.broadcast(c, SCALAR, VALUE);
    }
    for (int v = 0; v < vectors; v++) {
      VectorCode.load(c, PANEL, AT, v * Lanes.LENGTH, ROW);
      if (valued) {
        VectorCode.fma(c, VALUE, ROW, ACCUMULATORS + v);
      } else {
        VectorCode.add(c, ROW, ACCUMULATORS + v);
      }
    }
    c.iinc(EVENT, 1).iload(EVENT).iload(END).if_icmplt(nextEvent);
    c.iload(ADD).ifeq(store);
    for (int v = 0; v < vectors; v++) {
      VectorCode.load(c, TO, TO_AT, v * Lanes.LENGTH, ROW);
      VectorCode.add(c, ROW, ACCUMULATORS + v);
    }
    c.goto_(store);
    // Nothing is added to what is there.
    c.labelBinding(empty).iload(ADD).ifne(stored);
    c.labelBinding(store);
    for (int v = 0; v < vectors; v++) {
      VectorCode.store(c, ACCUMULATORS + v, TO, TO_AT, v * Lanes.LENGTH);
    }
    c.labelBinding(stored).iinc(TO_AT, columns).iinc(LISTS, -1);
    c.iload(FIRST).iload(STEP).iadd().istore(FIRST).goto_(nextList);
    c.labelBinding(end).return_();
  }
}
