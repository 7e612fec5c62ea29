package org.hillock.plugins.cpu.image;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import org.hillock.plugins.cpu.gemm.VectorCode;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * Generates gathers by masks. They find the next event by arithmetic and load nothing but its row:
 * a list's places are loads that delay those of rows.
 */
final class MaskGathers {

  private static final ClassDesc INTS = CD_int.arrayType();
  private static final ClassDesc LONG = ClassDesc.of("java.lang.Long");
  private static final MethodTypeDesc OF_LONG = MethodTypeDesc.of(CD_int, CD_long);
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void,
          VectorCode.FLOATS,
          CD_int,
          VectorCode.FLOATS,
          CD_long.arrayType(),
          INTS,
          INTS,
          CD_int,
          CD_int,
          CD_int,
          CD_int,
          VectorCode.FLOATS,
          CD_int);

  // Parameters of MaskGather.run: those that the inner loop needs come first, in registers.
  private static final int PANEL = 1;
  private static final int PLACE = 2;
  private static final int VALUES = 3;
  private static final int MASKS = 4;
  private static final int TARGETS = 5;
  private static final int ORDER = 6;
  private static final int INDEX = 7;
  private static final int LAST = 8;
  private static final int TABLE = 9;
  private static final int PART = 10;
  private static final int OUT = 11;
  private static final int FIRST = 12;
  // Locals: where a source's chains are, its mask (a long) and values, how many events are left, an
  // event's bit and row, the value, a vector of the panel; the rest.
  private static final int AT = 13;
  private static final int MASK = 14;
  private static final int ITS_VALUES = 16;
  private static final int LEFT = 17;
  private static final int BIT = 18;
  private static final int ROW = 19;
  private static final int SCALAR = 20;
  private static final int VALUE = 21;
  private static final int VECTOR = 22;
  private static final int SUMS = 23;

  private MaskGathers() {}

  /**
   * A gather.
   *
   * @param vectors of a row
   * @param binary whether all values are 1
   */
  static MaskGather of(int vectors, boolean binary) {
    return VectorCode.define(
        MethodHandles.lookup(), MaskGather.class, RUN, c -> body(c, vectors, binary));
  }

  private static void body(CodeBuilder c, int vectors, boolean binary) {
    var nextSource = c.newLabel();
    var nextEvent = c.newLabel();
    var done = c.newLabel();
    var end = c.newLabel();
    c.labelBinding(nextSource).iload(INDEX).iload(LAST).if_icmpge(end);
    c.aload(TARGETS).iload(TABLE).aload(ORDER).iload(INDEX).iaload().iadd().iaload();
    c.dup().istore(AT).iflt(done);
    c.iload(AT).loadConstant(vectors * Lanes.LENGTH).imul().iload(FIRST).iadd().istore(AT);
    c.aload(MASKS).iload(INDEX).laload().lstore(MASK);
    if (!binary) {
      c.iload(INDEX).iload(PART).imul().istore(ITS_VALUES);
    }
    for (int v = 0; v < vectors; v++) {
      VectorCode.load(c, OUT, AT, v * Lanes.LENGTH, SUMS + v);
    }
    // Counted, so that the compiler asks for nothing else at each turn.
    c.lload(MASK).invokestatic(LONG, "bitCount", OF_LONG).istore(LEFT);
    c.labelBinding(nextEvent);
    event(c, vectors, binary);
    c.iinc(LEFT, -1).iload(LEFT).ifgt(nextEvent);
    for (int v = 0; v < vectors; v++) {
      VectorCode.store(c, SUMS + v, OUT, AT, v * Lanes.LENGTH);
    }
    c.labelBinding(done).iinc(INDEX, 1).goto_(nextSource);
    c.labelBinding(end).return_();
  }

  /** Adds the row of the mask's lowest bit and takes the bit away. */
  private static void event(CodeBuilder c, int vectors, boolean binary) {
    c.lload(MASK).invokestatic(LONG, "numberOfTrailingZeros", OF_LONG).istore(BIT);
    c.lload(MASK).lload(MASK).lconst_1().lsub().land().lstore(MASK);
    if (!binary) {
      c.aload(VALUES).iload(ITS_VALUES).iload(BIT).iadd().faload().fstore(SCALAR);
      VectorCode.broadcast(c, SCALAR, VALUE);
    }
    c.iload(BIT).loadConstant(vectors * Lanes.LENGTH).imul().iload(PLACE).iadd().istore(ROW);
    for (int v = 0; v < vectors; v++) {
      VectorCode.load(c, PANEL, ROW, v * Lanes.LENGTH, VECTOR);
      if (binary) {
        VectorCode.add(c, VECTOR, SUMS + v);
      } else {
        VectorCode.fma(c, VALUE, VECTOR, SUMS + v);
      }
    }
  }
}
