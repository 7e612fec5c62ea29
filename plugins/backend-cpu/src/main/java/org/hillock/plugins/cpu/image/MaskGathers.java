package org.hillock.plugins.cpu.image;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import org.hillock.plugins.cpu.gemm.VectorCode;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * Generates gathers by masks. They find the next event by arithmetic and load nothing but its row:
 * a quarter faster than lists of places, whose loads delay those of rows.
 */
final class MaskGathers {

  private static final ClassDesc INTS = CD_int.arrayType();
  private static final ClassDesc LONG = ClassDesc.of("java.lang.Long");
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void,
          VectorCode.FLOATS,
          VectorCode.FLOATS,
          CD_long.arrayType(),
          INTS,
          INTS,
          CD_int,
          CD_int,
          CD_int,
          VectorCode.FLOATS,
          CD_int);

  // Parameters of MaskGather.run.
  private static final int PANEL = 1;
  private static final int VALUES = 2;
  private static final int MASKS = 3;
  private static final int SOURCES = 4;
  private static final int WORDS = 5;
  private static final int LAST = 6;
  private static final int PART = 7;
  private static final int PIXELS = 8;
  private static final int OUT = 9;
  private static final int AT = 10;
  // Locals: the pixel, the word, its list and mask (a long), how many events are left, where the
  // word's rows and values begin, an event's bit and row, the value, a vector of the panel; the
  // rest.
  private static final int PIXEL = 11;
  private static final int WORD = 12;
  private static final int LIST = 13;
  private static final int MASK = 14;
  private static final int LEFT = 16;
  private static final int ROWS = 17;
  private static final int FIRST = 18;
  private static final int BIT = 19;
  private static final int ROW = 20;
  private static final int SCALAR = 21;
  private static final int VALUE = 22;
  private static final int VECTOR = 23;
  private static final int SUMS = 24;

  private MaskGathers() {}

  /** The gather of so many vectors. */
  static MaskGather of(Widths.Kind kind) {
    return VectorCode.define(MethodHandles.lookup(), MaskGather.class, RUN, c -> body(c, kind));
  }

  private static void body(CodeBuilder c, Widths.Kind kind) {
    var nextPixel = c.newLabel();
    var nextWord = c.newLabel();
    var nextEvent = c.newLabel();
    var empty = c.newLabel();
    var store = c.newLabel();
    var stored = c.newLabel();
    var end = c.newLabel();
    c.iconst_0().istore(PIXEL);
    c.labelBinding(nextPixel).iload(PIXEL).iload(PIXELS).if_icmpge(end);
    c.iconst_0().istore(WORD);
    find(c, empty);
    for (int v = 0; v < kind.vectors(); v++) {
      if (kind.anew()) {
        VectorCode.zero(c, SUMS + v);
      } else {
        VectorCode.load(c, OUT, AT, v * Lanes.LENGTH, SUMS + v);
      }
    }
    c.labelBinding(nextWord);
    field(c, 2);
    c.istore(ROWS);
    if (!kind.binary()) {
      c.iload(LIST).iload(PART).imul().istore(FIRST);
    }
    // Counted, so that the compiler asks for nothing else at each turn.
    c.lload(MASK).invokestatic(LONG, "bitCount", MethodTypeDesc.of(CD_int, CD_long)).istore(LEFT);
    c.labelBinding(nextEvent);
    event(c, kind);
    c.iinc(LEFT, -1).iload(LEFT).ifgt(nextEvent);
    c.iinc(WORD, MaskGather.FIELDS);
    find(c, store);
    c.goto_(nextWord);
    c.labelBinding(store);
    for (int v = 0; v < kind.vectors(); v++) {
      VectorCode.store(c, SUMS + v, OUT, AT, v * Lanes.LENGTH);
    }
    c.goto_(stored);
    c.labelBinding(empty);
    if (kind.anew()) {
      for (int v = 0; v < kind.vectors(); v++) {
        VectorCode.zero(c, SUMS + v);
      }
      c.goto_(store);
    }
    c.labelBinding(stored).iinc(AT, kind.vectors() * Lanes.LENGTH).iinc(PIXEL, 1);
    c.goto_(nextPixel);
    c.labelBinding(end).return_();
  }

  /** Goes to the word's list, or the next one's, that has events; elsewhere if none has. */
  private static void find(CodeBuilder c, Label none) {
    var search = c.newLabel();
    var next = c.newLabel();
    var found = c.newLabel();
    c.labelBinding(search).iload(WORD).iload(LAST).if_icmpge(none);
    c.aload(SOURCES);
    field(c, 0);
    c.iload(PIXEL).iadd().iaload();
    c.dup().istore(LIST).iflt(next);
    c.iload(LIST);
    field(c, 1);
    c.iadd().istore(LIST);
    c.aload(MASKS).iload(LIST).laload().lstore(MASK);
    c.lload(MASK).lconst_0().lcmp().ifne(found);
    c.labelBinding(next).iinc(WORD, MaskGather.FIELDS).goto_(search);
    c.labelBinding(found);
  }

  /** Pushes a field of the word. */
  private static void field(CodeBuilder c, int field) {
    c.aload(WORDS).iload(WORD).loadConstant(field).iadd().iaload();
  }

  /** Adds the row of the mask's lowest bit and takes the bit away. */
  private static void event(CodeBuilder c, Widths.Kind kind) {
    c.lload(MASK).invokestatic(LONG, "numberOfTrailingZeros", MethodTypeDesc.of(CD_int, CD_long));
    c.istore(BIT);
    c.lload(MASK).lload(MASK).lconst_1().lsub().land().lstore(MASK);
    if (!kind.binary()) {
      c.aload(VALUES).iload(FIRST).iload(BIT).iadd().faload().fstore(SCALAR);
      VectorCode.broadcast(c, SCALAR, VALUE);
    }
    c.iload(BIT).loadConstant(kind.vectors() * Lanes.LENGTH).imul().iload(ROWS).iadd().istore(ROW);
    for (int v = 0; v < kind.vectors(); v++) {
      VectorCode.load(c, PANEL, ROW, v * Lanes.LENGTH, VECTOR);
      if (kind.binary()) {
        VectorCode.add(c, VECTOR, SUMS + v);
      } else {
        VectorCode.fma(c, VALUE, VECTOR, SUMS + v);
      }
    }
  }
}
