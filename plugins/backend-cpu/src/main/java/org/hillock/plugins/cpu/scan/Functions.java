package org.hillock.plugins.cpu.scan;

import static java.lang.constant.ConstantDescs.CD_int;
import static org.hillock.plugins.cpu.scan.Names.*;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.MethodTypeDesc;
import org.hillock.api.random.CellRandom;

/**
 * Writes transcendental functions: each takes its argument from the stack and leaves its value.
 *
 * <p>They are made of operations with one exact result each. The Vector API does not promise that
 * its lanewise functions round alike in interpreted and in compiled code, and a result must not
 * depend on when the compiler got to it; whether they differ was not measured. They are written
 * into the kernel, as calls would not be inlined there and vectors would go through the heap.
 *
 * <p>Polynomials are those of the Cephes library (S. Moshier, single precision: expf, logf, tanhf);
 * errors are below 3 units in the last place.
 */
final class Functions {

  private static final double TWO_TO_23 = 8_388_608;

  /** Adding and subtracting it rounds to the nearest integer, which is then in the low bits. */
  private static final double ROUNDER = 1.5 * TWO_TO_23;

  private static final int ONE_BITS = 0x3f800000;
  private static final int SQRT_HALF_BITS = 0x3f3504f3;
  private static final double LOG2_E = 1.44269504088896341;
  private static final double LN2_HIGH = 0.693359375;
  private static final double LN2_LOW = -2.12194440e-4;
  private static final double[] EXP = {
    1.9875691500e-4,
    1.3981999507e-3,
    8.3334519073e-3,
    4.1665795894e-2,
    1.6666665459e-1,
    5.0000001201e-1
  };
  private static final double[] LOG = {
    7.0376836292e-2,
    -1.1514610310e-1,
    1.1676998740e-1,
    -1.2420140846e-1,
    1.4249322787e-1,
    -1.6668057665e-1,
    2.0000714765e-1,
    -2.4999993993e-1,
    3.3333331174e-1
  };
  private static final double[] TANH = {
    -5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1
  };

  /**
   * Half of π in three parts; the high ones have few bits, so that products with them are exact.
   */
  private static final double[] HALF_PI = {
    3.140625 / 2,
    9.6702575683593750e-4 / 2,
    6.2771141529083251953e-7 / 2,
    1.2154201256553420762e-10 / 2
  };

  private static final double[] SIN = {
    2.6083159809786593541503e-6,
    -1.981069071916863322258e-4,
    8.33307858556509017944336e-3,
    -1.66666597127914428710938e-1
  };

  private static final MethodTypeDesc INT_BINARY = MethodTypeDesc.of(INT_VECTOR, VECTOR);
  private static final MethodTypeDesc INT_LANEWISE =
      MethodTypeDesc.of(INT_VECTOR, BINARY_OPERATOR, VECTOR);
  private static final MethodTypeDesc INT_SHIFT =
      MethodTypeDesc.of(INT_VECTOR, BINARY_OPERATOR, CD_int);

  private final CodeBuilder code;

  Functions(CodeBuilder code) {
    this.code = code;
  }

  /** {@code e^x}; overflows to infinity, underflows gradually. */
  void exp() {
    constant(-105).op("max").constant(89).op("min");
    int x = keep();
    push(x).constant(LOG2_E).constant(ROUNDER).fma();
    int rounded = keep();
    push(rounded).constant(ROUNDER).op("sub");
    int n = keep();
    push(n).constant(-LN2_HIGH).push(x).fma();
    int partly = keep();
    push(n).constant(-LN2_LOW).push(partly).fma();
    int r = keep();
    polynomial(r, EXP).push(r).constant(1).fma().push(r).constant(1).fma();
    // The power of two in two steps, as it alone may be no float; shifts push out the rounder's
    // bits.
    push(rounded).asInts();
    int power = keep();
    push(power).shift("ASHR", 1);
    int half = keep();
    push(half).powerOfTwo().op("mul");
    push(power).push(half);
    code.invokevirtual(INT_VECTOR, "sub", INT_BINARY);
    powerOfTwo().op("mul");
  }

  private Functions powerOfTwo() {
    return shift("LSHL", 23).ints("add", ONE_BITS).asFloats();
  }

  /** {@code 1 / (1 + e^-x)}. */
  void sigmoid() {
    unary("neg");
    exp();
    constant(1).op("add");
    int d = keep();
    constant(1).push(d).op("div");
  }

  /** The hyperbolic tangent. */
  void tanh() {
    int x = keep();
    push(x).unary("abs");
    int size = keep();
    push(size).push(size).op("add");
    exp();
    constant(1).op("add");
    int d = keep();
    constant(1).constant(2).push(d).op("div").op("sub");
    int large = keep();
    push(large).push(large).unary("neg").push(x).compare("LT", 0).op("blend", MASKED);
    push(x).push(x).op("mul");
    int z = keep();
    polynomial(z, TANH).push(z).op("mul").push(x).push(x).fma();
    push(size).compare("LT", 0.625).op("blend", MASKED);
  }

  /**
   * The cosine: the sine of the distance to the nearest zero, whose sign depends on which one it
   * is. Arguments to 1000 are reduced without loss (coefficients: N. Shibata, SLEEF, cosf_u35).
   */
  void cos() {
    int x = keep();
    push(x).constant(1 / Math.PI).constant(-0.5).fma().constant(ROUNDER).op("add");
    int rounded = keep();
    // The zero nearest to x is an odd multiple of π/2: this one.
    push(rounded).constant(ROUNDER).op("sub");
    int n = keep();
    push(n).push(n).op("add").constant(1).op("add");
    int odd = keep();
    push(x);
    for (double part : HALF_PI) {
      int rest = keep();
      push(odd).constant(-part).push(rest).fma();
    }
    int r = keep();
    push(r).push(r).op("mul");
    int z = keep();
    polynomial(z, SIN).push(z).op("mul").push(r).push(r).fma();
    // Through even zeros the cosine falls, through odd ones it rises.
    asInts();
    push(rounded).asInts().shift("LSHL", 31);
    code.getstatic(OPERATORS, "XOR", ASSOCIATIVE).swap();
    code.invokevirtual(INT_VECTOR, "lanewise", INT_LANEWISE);
    asFloats().unary("neg");
  }

  /** A number in [0, 1) of an integer vector and the second half of a key. */
  void uniform(int key) {
    xorShift(17).ints("mul", CellRandom.M0).xorShift(11);
    code.iload(key).invokevirtual(INT_VECTOR, "add", INT_SCALAR);
    ints("mul", CellRandom.M1).xorShift(15).ints("mul", CellRandom.M2).xorShift(14);
    shift("LSHR", 8);
    code.getstatic(OPERATORS, "I2F", CONVERSION).iconst_0();
    code.invokevirtual(INT_VECTOR, "convert", MethodTypeDesc.of(VECTOR, CONVERSION, CD_int));
    code.checkcast(FLOAT_VECTOR);
    constant(0x1.0p-24).op("mul");
  }

  /** {@code x ^ (x >>> by)}, of integers. */
  private Functions xorShift(int by) {
    int x = keep();
    push(x);
    code.getstatic(OPERATORS, "XOR", ASSOCIATIVE);
    push(x).shift("LSHR", by);
    code.invokevirtual(INT_VECTOR, "lanewise", INT_LANEWISE);
    return this;
  }

  /** The natural logarithm: of 0 minus infinity, of less not a number. */
  void log() {
    int x = keep();
    push(x).compare("LT", Float.MIN_NORMAL);
    int tiny = keep();
    push(x).push(x).constant(TWO_TO_23).op("mul").push(tiny).op("blend", MASKED).asInts();
    int bits = keep();
    // The exponent that leaves a fraction in [sqrt(1/2), sqrt(2)).
    push(bits).ints("sub", SQRT_HALF_BITS).shift("ASHR", 23);
    int exponent = keep();
    push(bits).push(exponent).shift("LSHL", 23);
    code.invokevirtual(INT_VECTOR, "sub", INT_BINARY);
    asFloats().constant(1).op("sub");
    int m = keep();
    push(exponent);
    code.getstatic(OPERATORS, "I2F", CONVERSION).iconst_0();
    code.invokevirtual(INT_VECTOR, "convert", MethodTypeDesc.of(VECTOR, CONVERSION, CD_int));
    code.checkcast(FLOAT_VECTOR);
    constant(0).constant(23).push(tiny).op("blend", MASKED).op("sub");
    int e = keep();
    push(m).push(m).op("mul");
    int z = keep();
    polynomial(m, LOG).push(m).op("mul").push(z).op("mul");
    int tail = keep();
    push(e).constant(LN2_LOW).push(tail).fma();
    int low = keep();
    push(z).constant(-0.5).push(low).fma();
    int rest = keep();
    push(e).constant(LN2_HIGH).push(m).push(rest).op("add").fma();
    push(x).push(x).compare("LT", Double.POSITIVE_INFINITY);
    code.invokevirtual(MASK, "not", MethodTypeDesc.of(MASK));
    op("blend", MASKED);
    constant(Double.NEGATIVE_INFINITY).push(x).compare("EQ", 0).op("blend", MASKED);
    constant(Double.NaN).push(x).compare("LT", 0).op("blend", MASKED);
  }

  /** By Horner's rule, the highest power's coefficient first. */
  private Functions polynomial(int x, double[] coefficients) {
    push(x).constant(coefficients[0]).constant(coefficients[1]).fma();
    for (int i = 2; i < coefficients.length; i++) {
      push(x).constant(coefficients[i]).fma();
    }
    return this;
  }

  private int keep() {
    int local = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(local);
    return local;
  }

  private Functions push(int local) {
    code.aload(local);
    return this;
  }

  private Functions constant(double c) {
    code.getstatic(FLOAT_VECTOR, "SPECIES_PREFERRED", SPECIES).loadConstant((float) c);
    code.invokestatic(FLOAT_VECTOR, "broadcast", BROADCAST);
    return this;
  }

  private Functions op(String name) {
    return op(name, BINARY);
  }

  private Functions op(String name, MethodTypeDesc type) {
    code.invokevirtual(FLOAT_VECTOR, name, type);
    return this;
  }

  private Functions unary(String name) {
    return op(name, UNARY);
  }

  private Functions fma() {
    return op("fma", TERNARY);
  }

  private Functions compare(String comparison, double with) {
    code.getstatic(OPERATORS, comparison, COMPARISON);
    return constant(with).op("compare", COMPARE);
  }

  private Functions asInts() {
    return op("reinterpretAsInts", MethodTypeDesc.of(INT_VECTOR));
  }

  private Functions asFloats() {
    code.invokevirtual(INT_VECTOR, "reinterpretAsFloats", UNARY);
    return this;
  }

  private Functions ints(String name, int with) {
    code.loadConstant(with).invokevirtual(INT_VECTOR, name, INT_SCALAR);
    return this;
  }

  private Functions shift(String name, int by) {
    code.getstatic(OPERATORS, name, BINARY_OPERATOR).loadConstant(by);
    code.invokevirtual(INT_VECTOR, "lanewise", INT_SHIFT);
    return this;
  }
}
