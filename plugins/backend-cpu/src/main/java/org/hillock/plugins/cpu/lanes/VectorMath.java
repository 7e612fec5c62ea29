package org.hillock.plugins.cpu.lanes;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Transcendental functions from operations with one exact result each: the lanewise ones of the
 * Vector API round differently in interpreted and in compiled code, which would make a result
 * depend on when the compiler got to it. Polynomials are those of the Cephes library (S. Moshier,
 * single precision: expf, logf, tanhf); errors stay below 2 units in the last place.
 */
public final class VectorMath {

  private static final float LOG2_E = 1.44269504088896341f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;
  private static final int ONE_BITS = 0x3f800000;
  private static final int SQRT_HALF_BITS = 0x3f3504f3;
  private static final float TWO_TO_23 = 8388608f;

  private VectorMath() {}

  /** {@code e^x}; overflows to infinity, underflows gradually. */
  public static FloatVector exp(FloatVector x) {
    // Adding and subtracting 1.5·2^23 rounds to the nearest integer.
    var bounded = x.max(-105f).min(89f);
    var n = bounded.mul(LOG2_E).add(1.5f * TWO_TO_23).sub(1.5f * TWO_TO_23);
    var r = n.fma(c(-LN2_HIGH), bounded);
    r = n.fma(c(-LN2_LOW), r);
    return scale(expReduced(r), n);
  }

  private static FloatVector expReduced(FloatVector r) {
    var p = r.fma(c(1.9875691500e-4f), c(1.3981999507e-3f));
    p = p.fma(r, c(8.3334519073e-3f));
    p = p.fma(r, c(4.1665795894e-2f));
    p = p.fma(r, c(1.6666665459e-1f));
    p = p.fma(r, c(5.0000001201e-1f));
    return p.fma(r.mul(r), r).add(1f);
  }

  /** {@code p·2^n} in two steps, as 2^n alone may be no float. */
  private static FloatVector scale(FloatVector p, FloatVector n) {
    var power = (IntVector) n.convert(VectorOperators.F2I, 0);
    var half = power.lanewise(VectorOperators.ASHR, 1);
    return p.mul(powerOfTwo(half)).mul(powerOfTwo(power.sub(half)));
  }

  private static FloatVector powerOfTwo(IntVector n) {
    return n.lanewise(VectorOperators.LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
  }

  /** {@code 1 / (1 + e^-x)}. */
  public static FloatVector sigmoid(FloatVector x) {
    return c(1f).div(exp(x.neg()).add(1f));
  }

  /** The hyperbolic tangent. */
  public static FloatVector tanh(FloatVector x) {
    var size = x.abs();
    var large = c(1f).sub(c(2f).div(exp(size.add(size)).add(1f)));
    var signed = large.blend(large.neg(), x.compare(VectorOperators.LT, 0f));
    return signed.blend(tanhSmall(x), size.compare(VectorOperators.LT, 0.625f));
  }

  private static FloatVector tanhSmall(FloatVector x) {
    var z = x.mul(x);
    var p = z.fma(c(-5.70498872745e-3f), c(2.06390887954e-2f));
    p = p.fma(z, c(-5.37397155531e-2f));
    p = p.fma(z, c(1.33314422036e-1f));
    p = p.fma(z, c(-3.33332819422e-1f));
    return p.mul(z).fma(x, x);
  }

  /** The natural logarithm: of 0 minus infinity, of less not a number. */
  public static FloatVector log(FloatVector x) {
    var tiny = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    var normal = x.blend(x.mul(TWO_TO_23), tiny);
    // The exponent that leaves a fraction in [sqrt(1/2), sqrt(2)).
    var bits = normal.reinterpretAsInts();
    var exponent = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 23);
    var m = bits.sub(exponent.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(1f);
    var e = (FloatVector) exponent.convert(VectorOperators.I2F, 0);
    return logSpecial(x, logReduced(m, e.sub(c(0f).blend(23f, tiny))));
  }

  private static FloatVector logReduced(FloatVector x, FloatVector e) {
    var p = x.fma(c(7.0376836292e-2f), c(-1.1514610310e-1f));
    p = p.fma(x, c(1.1676998740e-1f));
    p = p.fma(x, c(-1.2420140846e-1f));
    p = p.fma(x, c(1.4249322787e-1f));
    p = p.fma(x, c(-1.6668057665e-1f));
    p = p.fma(x, c(2.0000714765e-1f));
    p = p.fma(x, c(-2.4999993993e-1f));
    p = p.fma(x, c(3.3333331174e-1f));
    var z = x.mul(x);
    var y = e.fma(c(LN2_LOW), p.mul(x).mul(z));
    y = z.fma(c(-0.5f), y);
    return e.fma(c(LN2_HIGH), x.add(y));
  }

  private static FloatVector logSpecial(FloatVector x, FloatVector log) {
    VectorMask<Float> notFinite = x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY).not();
    return log.blend(x, notFinite)
        .blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f))
        .blend(Float.NaN, x.compare(VectorOperators.LT, 0f));
  }

  private static FloatVector c(float value) {
    return FloatVector.broadcast(Lanes.SPECIES, value);
  }
}
