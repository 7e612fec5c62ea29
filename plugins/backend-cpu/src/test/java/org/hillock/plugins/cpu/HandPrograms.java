package org.hillock.plugins.cpu;

import java.util.function.Consumer;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.equations.Surrogate;
import org.hillock.engine.equations.ScanCompiler;
import org.hillock.testkit.ScanPrograms;

/** The equations for which {@link Hand} has kernels. */
final class HandPrograms {

  /** Bellec et al. 2018. */
  private record Triangular() implements Surrogate {
    @Override
    public Expr slope(Expr x) {
      return x.abs().complement().max(0).times(0.3);
    }

    @Override
    public double smooth(double x) {
      return 0.15 * Math.signum(x) * (1 - Math.pow(Math.max(0, 1 - Math.abs(x)), 2));
    }
  }

  private HandPrograms() {}

  private static ScanProgram program(String name, Consumer<Equations> define) {
    var eq = new Equations();
    define.accept(eq);
    return ScanCompiler.program(name, eq);
  }

  private static Expr hardReset(Expr u, Expr s) {
    return u.times(s.detach().complement());
  }

  /** Leaky integrate-and-fire, hard reset, detached. */
  static ScanProgram lif() {
    return program(
        "lif",
        eq -> {
          var v = eq.state("v", 0);
          var u = v.times(0.9).plus(eq.input());
          var s = eq.spike(u.minus(1), new ScanPrograms.Atan());
          eq.next(v, hardReset(u, s));
          eq.emit(s);
        });
  }

  /** Adaptive threshold (Bellec et al. 2018), soft reset, detached. */
  static ScanProgram adaptive() {
    return program(
        "adaptive",
        eq -> {
          var v = eq.state("v", 0);
          var a = eq.state("a", 0);
          var u = v.times(0.9).plus(eq.input());
          var s = eq.spike(u.minus(1).minus(a.times(0.3)), new ScanPrograms.Atan());
          eq.next(v, u.minus(s.detach()));
          eq.next(a, a.times(0.95).plus(s));
          eq.emit(s);
        });
  }

  /** A synaptic current filters the input; hard reset, detached. */
  static ScanProgram current() {
    return program(
        "current",
        eq -> {
          var i = eq.state("i", 0);
          var v = eq.state("v", 0);
          var j = i.times(0.7).plus(eq.input());
          var u = v.times(0.9).plus(j);
          var s = eq.spike(u.minus(1), new ScanPrograms.Atan());
          eq.next(i, j);
          eq.next(v, hardReset(u, s));
          eq.emit(s);
        });
  }

  /** Leak and threshold are learnt; soft reset, detached. */
  static ScanProgram learnable() {
    return program(
        "learnable",
        eq -> {
          var leak = eq.parameter(ParameterSpec.learnable("leak", Sharing.SCALAR, 0.9));
          var threshold = eq.parameter(ParameterSpec.learnable("threshold", Sharing.SCALAR, 0.8));
          var v = eq.state("v", 0);
          var u = v.times(leak).plus(eq.input());
          var s = eq.spike(u.over(threshold).minus(1), new Triangular());
          eq.next(v, u.minus(s.detach().times(threshold)));
          eq.emit(s);
        });
  }

  /** Adaptive exponential integrate-and-fire in units of the threshold; hard reset, detached. */
  static ScanProgram adex() {
    return program(
        "adex",
        eq -> {
          var v = eq.state("v", 0);
          var w = eq.state("w", 0);
          var upswing = v.min(1).minus(0.7).times(10).exp().times(0.1);
          var u = v.plus(eq.input().minus(v).minus(w).plus(upswing).times(0.2));
          var s = eq.spike(u.minus(1), new ScanPrograms.Atan());
          eq.next(v, hardReset(u, s));
          eq.next(w, w.plus(v.times(0.3).minus(w).times(0.05)).plus(s.times(0.1)));
          eq.emit(s);
        });
  }
}
