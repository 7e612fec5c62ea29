package org.hillock.plugins.cpu.gemm;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import org.hillock.plugins.cpu.lanes.Lanes;

/** Generates the sums of 1, 2, 4, … vectors, with a value for each event and without. */
final class Sums {

  private static final ClassDesc INTS = CD_int.arrayType();
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void,
          CD_int,
          CD_int,
          INTS,
          INTS,
          VectorCode.FLOATS,
          VectorCode.FLOATS,
          CD_int,
          VectorCode.FLOATS,
          CD_boolean);

  // Parameters of Sum.run.
  private static final int FIRST = 1;
  private static final int LISTS = 2;
  private static final int STARTS = 3;
  private static final int ROWS = 4;
  private static final int VALUES = 5;
  private static final int PANEL = 6;
  private static final int OFFSET = 7;
  private static final int TO = 8;
  private static final int ADD = 9;
  // Locals: the list, the event, the list's end, two indices, a value, vectors.
  private static final int LIST = 10;
  private static final int EVENT = 11;
  private static final int END = 12;
  private static final int AT = 13;
  private static final int TO_AT = 14;
  private static final int SCALAR = 15;
  private static final int VALUE = 16;
  private static final int ROW = 17;
  private static final int ACCUMULATORS = 18;

  private final Sum[] ofOnes = new Sum[widest() + 1];
  private final Sum[] ofValues = new Sum[widest() + 1];

  Sums() {
    for (int vectors = 1; vectors <= widest(); vectors *= 2) {
      int width = vectors;
      ofOnes[vectors] = VectorCode.define(Sum.class, RUN, c -> body(c, width, false));
      ofValues[vectors] = VectorCode.define(Sum.class, RUN, c -> body(c, width, true));
    }
  }

  /** The widest sum's vectors, all in registers. */
  static int widest() {
    return 8;
  }

  /** The narrowest sum that holds this many columns, in vectors. */
  static int width(int columns) {
    int vectors = (columns + Lanes.LENGTH - 1) / Lanes.LENGTH;
    return Math.min(widest(), Integer.highestOneBit(2 * vectors - 1));
  }

  /** The sum of a width that {@link #width} gave. */
  Sum of(int vectors, boolean binary) {
    return (binary ? ofOnes : ofValues)[vectors];
  }

  private static void body(CodeBuilder c, int vectors, boolean valued) {
    int columns = vectors * Lanes.LENGTH;
    var nextList = c.newLabel();
    var nextEvent = c.newLabel();
    var summed = c.newLabel();
    var end = c.newLabel();
    c.iconst_0().istore(LIST).labelBinding(nextList).iload(LIST).iload(LISTS).if_icmpge(end);
    c.aload(STARTS).iload(FIRST).iload(LIST).iadd().iaload().istore(EVENT);
    c.aload(STARTS).iload(FIRST).iload(LIST).iadd().iconst_1().iadd().iaload().istore(END);
    for (int v = 0; v < vectors; v++) {
      VectorCode.zero(c, ACCUMULATORS + v);
    }
    c.labelBinding(nextEvent).iload(EVENT).iload(END).if_icmpge(summed);
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
    c.iinc(EVENT, 1).goto_(nextEvent).labelBinding(summed);
    c.iload(LIST).loadConstant(columns).imul().istore(TO_AT);
    var store = c.newLabel();
    c.iload(ADD).ifeq(store);
    for (int v = 0; v < vectors; v++) {
      VectorCode.load(c, TO, TO_AT, v * Lanes.LENGTH, ROW);
      VectorCode.add(c, ROW, ACCUMULATORS + v);
    }
    c.labelBinding(store);
    for (int v = 0; v < vectors; v++) {
      VectorCode.store(c, ACCUMULATORS + v, TO, TO_AT, v * Lanes.LENGTH);
    }
    c.iinc(LIST, 1).goto_(nextList).labelBinding(end).return_();
  }
}
