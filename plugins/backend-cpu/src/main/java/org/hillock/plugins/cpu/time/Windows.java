package org.hillock.plugins.cpu.time;

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
 * Generates the kernels of windows, a register for each step, each at its first need. Used by one
 * thread, but for the kernels.
 */
final class Windows {

  private static final ClassDesc INTS = CD_int.arrayType();
  private static final ClassDesc FLOATS = VectorCode.FLOATS;

  /** Kernels of a width, for events of value 1 and of any. */
  record Pair<T>(T ofOnes, T ofValues) {
    T of(boolean binary) {
      return binary ? ofOnes : ofValues;
    }
  }

  private final Map<Integer, Pair<WindowSum>> sums = new HashMap<>();
  private final Map<Integer, Pair<WindowGradient>> gradients = new HashMap<>();

  /** The widest window: some registers are left for what is added. */
  static int widest() {
    return Lanes.SPECIES.vectorBitSize() >= 512 ? 28 : 12;
  }

  Pair<WindowSum> sum(int width) {
    return sums.computeIfAbsent(width, w -> new Pair<>(sum(w, false), sum(w, true)));
  }

  Pair<WindowGradient> gradient(int width) {
    return gradients.computeIfAbsent(width, w -> new Pair<>(gradient(w, false), gradient(w, true)));
  }

  private static WindowSum sum(int width, boolean valued) {
    var type =
        MethodTypeDesc.of(CD_void, CD_int, INTS, INTS, FLOATS, FLOATS, CD_int, FLOATS, CD_int);
    return VectorCode.define(
        MethodHandles.lookup(), WindowSum.class, type, c -> sum(c, width, valued));
  }

  private static void sum(CodeBuilder c, int width, boolean valued) {
    final int steps = 1;
    final int starts = 2;
    final int inputs = 3;
    final int values = 4;
    final int taps = 5;
    final int offset = 6;
    final int to = 7;
    final int at = 8;
    final int step = 9;
    final int event = 10;
    final int end = 11;
    final int place = 12;
    final int scalar = 13;
    final int value = 14;
    final int x = 15;
    final int window = 16;
    int lanes = Lanes.LENGTH;
    for (int w = 0; w < width; w++) {
      VectorCode.zero(c, window + w);
    }
    var nextStep = c.newLabel();
    var nextEvent = c.newLabel();
    var stepDone = c.newLabel();
    var done = c.newLabel();
    c.iconst_0().istore(step);
    c.labelBinding(nextStep).iload(step).iload(steps).if_icmpge(done);
    c.aload(starts).iload(step).iaload().istore(event);
    c.aload(starts).iload(step).iconst_1().iadd().iaload().istore(end);
    c.labelBinding(nextEvent).iload(event).iload(end).if_icmpge(stepDone);
    c.aload(inputs).iload(event).iaload().loadConstant(width * lanes).imul();
    c.iload(offset).iadd().istore(place);
    if (valued) {
      c.aload(values).iload(event).faload().fstore(scalar);
      VectorCode.broadcast(c, scalar, value);
    }
    for (int w = 0; w < width; w++) {
      VectorCode.load(c, taps, place, w * lanes, x);
      add(c, valued, value, x, window + w);
    }
    c.iinc(event, 1).goto_(nextEvent);
    c.labelBinding(stepDone);
    put(c, window, to, at, 0, x);
    for (int w = 1; w < width; w++) {
      c.aload(window + w).astore(window + w - 1);
    }
    VectorCode.zero(c, window + width - 1);
    c.iinc(step, 1).iinc(at, lanes).goto_(nextStep);
    c.labelBinding(done);
    for (int w = 0; w < width - 1; w++) {
      put(c, window + w, to, at, w * lanes, x);
    }
    c.return_();
  }

  private static WindowGradient gradient(int width, boolean valued) {
    var type =
        MethodTypeDesc.of(CD_void, CD_int, CD_int, INTS, FLOATS, FLOATS, CD_int, FLOATS, CD_int);
    return VectorCode.define(
        MethodHandles.lookup(), WindowGradient.class, type, c -> gradient(c, width, valued));
  }

  private static void gradient(CodeBuilder c, int width, boolean valued) {
    final int event = 1;
    final int end = 2;
    final int places = 3;
    final int values = 4;
    final int gradients = 5;
    final int shift = 6;
    final int to = 7;
    final int at = 8;
    final int place = 9;
    final int scalar = 10;
    final int value = 11;
    final int x = 12;
    final int sums = 13;
    int lanes = Lanes.LENGTH;
    for (int w = 0; w < width; w++) {
      VectorCode.load(c, to, at, w * lanes, sums + w);
    }
    var nextEvent = c.newLabel();
    var done = c.newLabel();
    c.labelBinding(nextEvent).iload(event).iload(end).if_icmpge(done);
    c.aload(places).iload(event).iaload().iload(shift).iadd().istore(place);
    if (valued) {
      c.aload(values).iload(event).faload().fstore(scalar);
      VectorCode.broadcast(c, scalar, value);
    }
    for (int w = 0; w < width; w++) {
      VectorCode.load(c, gradients, place, w * lanes, x);
      add(c, valued, value, x, sums + w);
    }
    c.iinc(event, 1).goto_(nextEvent);
    c.labelBinding(done);
    for (int w = 0; w < width; w++) {
      VectorCode.store(c, sums + w, to, at, w * lanes);
    }
    c.return_();
  }

  private static void add(CodeBuilder c, boolean valued, int value, int x, int sum) {
    if (valued) {
      VectorCode.fma(c, value, x, sum);
    } else {
      VectorCode.add(c, x, sum);
    }
  }

  private static void put(CodeBuilder c, int sum, int to, int at, int plus, int x) {
    VectorCode.load(c, to, at, plus, x);
    VectorCode.add(c, sum, x);
    VectorCode.store(c, x, to, at, plus);
  }
}
