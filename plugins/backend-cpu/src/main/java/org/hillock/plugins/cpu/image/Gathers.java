package org.hillock.plugins.cpu.image;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.Map;
import org.hillock.plugins.cpu.gemm.VectorCode;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * Generates gathers, each at its first need. Distances within a row are constants in the code: sums
 * of variables for every load would take as long as the loads. Used by one thread.
 */
final class Gathers {

  /** The most vectors a gather may sum: its registers. */
  static final int MOST = Lanes.SPECIES.vectorBitSize() >= 512 ? 16 : 10;

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
          INTS,
          VectorCode.FLOATS,
          CD_int);

  // Parameters of Gather.run.
  private static final int INDEX = 1;
  private static final int LAST = 2;
  private static final int STARTS = 3;
  private static final int PLACES = 4;
  private static final int VALUES = 5;
  private static final int SOURCE = 6;
  private static final int OFFSETS = 7;
  private static final int OUT = 8;
  private static final int AT = 9;
  // Locals: the event, the list's end, a row's place, the value, a vector of the source; the rest.
  private static final int EVENT = 10;
  private static final int END = 11;
  private static final int PLACE = 12;
  private static final int SCALAR = 13;
  private static final int VALUE = 14;
  private static final int VECTOR = 15;
  private static final int FREE = 16;

  /**
   * What a gather sums.
   *
   * @param rows of vectors for each event
   * @param vectors of a row
   * @param step floats between these
   * @param binary whether all values are 1
   * @param start what becomes of the chains so far
   */
  record Kind(int rows, int vectors, int step, boolean binary, Start start) {}

  /** How a list's chains begin; an empty list leaves what is there. */
  enum Start {
    /** From the chains so far. */
    GO_ON,
    /** From zero, added to the sums so far. */
    ADD
  }

  private final Map<Kind, Gather> known = new HashMap<>();

  /** The gather of a kind. */
  Gather of(Kind kind) {
    return known.computeIfAbsent(
        kind, k -> VectorCode.define(MethodHandles.lookup(), Gather.class, RUN, c -> body(c, k)));
  }

  private static void body(CodeBuilder c, Kind kind) {
    int offsets = FREE;
    int sums = FREE + kind.rows;
    int count = kind.rows * kind.vectors;
    for (int r = 0; r < kind.rows; r++) {
      c.aload(OFFSETS).loadConstant(r).iaload().istore(offsets + r);
    }
    var nextList = c.newLabel();
    var nextEvent = c.newLabel();
    var empty = c.newLabel();
    var end = c.newLabel();
    c.labelBinding(nextList).iload(INDEX).iload(LAST).if_icmpge(end);
    c.aload(STARTS).iload(INDEX).iaload().istore(EVENT);
    c.aload(STARTS).iload(INDEX).iconst_1().iadd().iaload().istore(END);
    c.iload(EVENT).iload(END).if_icmpge(empty);
    for (int i = 0; i < count; i++) {
      if (kind.start == Start.GO_ON) {
        VectorCode.load(c, OUT, AT, i * Lanes.LENGTH, sums + i);
      } else {
        VectorCode.zero(c, sums + i);
      }
    }
    c.labelBinding(nextEvent);
    if (!kind.binary) {
      c.aload(VALUES).iload(EVENT).faload().fstore(SCALAR);
      VectorCode.broadcast(c, SCALAR, VALUE);
    }
    for (int r = 0; r < kind.rows; r++) {
      c.aload(PLACES).iload(EVENT).iaload().iload(offsets + r).iadd().istore(PLACE);
      for (int v = 0; v < kind.vectors; v++) {
        VectorCode.load(c, SOURCE, PLACE, v * kind.step, VECTOR);
        int sum = sums + r * kind.vectors + v;
        if (kind.binary) {
          VectorCode.add(c, VECTOR, sum);
        } else {
          VectorCode.fma(c, VALUE, VECTOR, sum);
        }
      }
    }
    c.iinc(EVENT, 1).iload(EVENT).iload(END).if_icmplt(nextEvent);
    for (int i = 0; kind.start == Start.ADD && i < count; i++) {
      VectorCode.load(c, OUT, AT, i * Lanes.LENGTH, VECTOR);
      VectorCode.add(c, VECTOR, sums + i);
    }
    for (int i = 0; i < count; i++) {
      VectorCode.store(c, sums + i, OUT, AT, i * Lanes.LENGTH);
    }
    c.labelBinding(empty).iinc(AT, count * Lanes.LENGTH);
    c.iinc(INDEX, 1).goto_(nextList);
    c.labelBinding(end).return_();
  }
}
