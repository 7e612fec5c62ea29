package org.hillock.engine.equations;

import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.Reset;

/** Models for tests: each is its equations and nothing more. */
public final class Models {

  /** The slope of a sigmoid. */
  public record Sigmoid(double alpha) implements Surrogate {
    @Override
    public Expr slope(Expr x) {
      var s = x.times(alpha).sigmoid();
      return s.times(s.complement()).times(alpha);
    }

    @Override
    public double smooth(double x) {
      return 1 / (1 + Math.exp(-alpha * x));
    }
  }

  public static final Surrogate SURROGATE = new Sigmoid(3);

  private Models() {}

  public static Equations lif(Reset reset) {
    var eq = new Equations();
    var v = eq.state("v", 0);
    var u = v.times(0.9).plus(eq.input());
    var s = eq.spike(u.minus(1), SURROGATE);
    eq.next(v, reset.after(u, s, 1));
    eq.emit(s);
    return eq;
  }

  public static Equations current(Reset reset) {
    var eq = new Equations();
    var i = eq.state("i", 0);
    var v = eq.state("v", 0);
    var j = i.times(0.7).plus(eq.input());
    var u = v.times(0.9).plus(j);
    var s = eq.spike(u.minus(1), SURROGATE);
    eq.next(i, j);
    eq.next(v, reset.after(u, s, 1));
    eq.emit(s);
    return eq;
  }

  public static Equations adaptive(Reset reset) {
    var eq = new Equations();
    var v = eq.state("v", 0);
    var a = eq.state("a", 0);
    var u = v.times(0.9).plus(eq.input());
    var s = eq.spike(u.minus(1).minus(a.times(0.3)), SURROGATE);
    eq.next(v, reset.after(u, s, 1));
    eq.next(a, a.times(0.95).plus(s));
    eq.emit(s);
    return eq;
  }

  public static Equations learnable(Sharing sharing) {
    var eq = new Equations();
    var leak = eq.parameter(ParameterSpec.learnable("leak", sharing, 0.9));
    var threshold = eq.parameter(ParameterSpec.learnable("threshold", sharing, 0.8));
    var v = eq.state("v", 0);
    var u = v.times(leak).plus(eq.input());
    var s = eq.spike(u.over(threshold).minus(1), SURROGATE);
    eq.next(v, Reset.SOFT_DETACHED.after(u, s, threshold));
    eq.emit(s);
    return eq;
  }

  /** Every operation, two inputs, two emitted values, learnable and given parameters. */
  public static void everything(Equations eq) {
    var w = eq.parameter(ParameterSpec.learnable("w", Sharing.SCALAR, 0.4));
    var b = eq.parameter(ParameterSpec.learnable("b", Sharing.FEATURE, 0.6));
    var given = eq.parameter(new ParameterSpec("given", Sharing.SCALAR, false, 0.3, 0, 1));
    var v = eq.state("v", 0.25);
    var trace = eq.state("trace", 1);
    var x = eq.input("x");
    var y = eq.input("y");
    var decay = w.sigmoid();
    var u = v.times(decay.complement()).plus(x.tanh().times(decay)).plus(b.times(x.min(b)));
    var s = eq.spike(u.minus(given), SURROGATE);
    var soft = u.ge(0.1).select(u.negate().exp(), u.max(-0.2));
    var positive = y.square().plus(0.5);
    eq.next(v, soft.minus(s.times(0.3)).plus(positive.log().times(0.1)));
    eq.next(trace, trace.plus(soft.detach()).over(positive.sqrt().plus(1)));
    eq.emit(s);
    eq.emit(soft.abs().times(trace).plus(v.times(2).cos()));
  }
}
