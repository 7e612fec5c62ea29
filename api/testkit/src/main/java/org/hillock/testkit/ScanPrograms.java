package org.hillock.testkit;

import java.util.ArrayList;
import java.util.List;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.equations.Surrogate;
import org.hillock.engine.equations.ScanCompiler;

/** Equations by which backends are tried and timed. */
public final class ScanPrograms {

  /** Fang et al., "Incorporating Learnable Membrane Time Constant" (ICCV 2021): arctangent. */
  public record Atan() implements Surrogate {
    @Override
    public Expr slope(Expr x) {
      return x.times(Math.PI).square().plus(1).reciprocal();
    }

    @Override
    public double smooth(double x) {
      return Math.atan(Math.PI * x) / Math.PI + 0.5;
    }
  }

  /** The slope of a sigmoid. */
  public record Sigmoid() implements Surrogate {
    @Override
    public Expr slope(Expr x) {
      var s = x.times(4).sigmoid();
      return s.times(s.complement()).times(4);
    }

    @Override
    public double smooth(double x) {
      return 1 / (1 + Math.exp(-4 * x));
    }
  }

  private ScanPrograms() {}

  /** Leaky integrate-and-fire with hard reset. */
  public static ScanProgram lif(Surrogate surrogate) {
    var eq = new Equations();
    var v = eq.state("v", 0);
    var u = v.times(0.9).plus(eq.input());
    var s = eq.spike(u.minus(1), surrogate);
    eq.next(v, u.times(s.complement()));
    eq.emit(s);
    return ScanCompiler.program("lif", eq);
  }

  /** Leak and threshold are learnt, soft reset. */
  public static ScanProgram learnable(Sharing sharing) {
    var eq = new Equations();
    var leak = eq.parameter(ParameterSpec.learnable("leak", sharing, 0.9));
    var threshold = eq.parameter(ParameterSpec.learnable("threshold", sharing, 0.8));
    var v = eq.state("v", 0);
    var u = v.times(leak).plus(eq.input());
    var s = eq.spike(u.over(threshold).minus(1), new Atan());
    eq.next(v, u.minus(s.times(threshold)));
    eq.emit(s);
    return ScanCompiler.program("learnable", eq);
  }

  /** Every operation; two inputs, two outputs, all kinds of parameters. */
  public static ScanProgram everything() {
    var eq = new Equations();
    var w = eq.parameter(ParameterSpec.learnable("w", Sharing.SCALAR, 0.4));
    var b = eq.parameter(ParameterSpec.learnable("b", Sharing.FEATURE, 0.6));
    var given = eq.parameter(new ParameterSpec("given", Sharing.SCALAR, false, 0.3, 0, 1));
    var shift = eq.parameter(new ParameterSpec("shift", Sharing.FEATURE, false, 0.3, 0, 1));
    var v = eq.state("v", 0.25);
    var trace = eq.state("trace", 1);
    var x = eq.input("x");
    var y = eq.input("y");
    var decay = w.sigmoid();
    var u = v.times(decay.complement()).plus(x.tanh().times(decay)).plus(b.times(x.min(b)));
    var s = eq.spike(u.minus(given), new Sigmoid());
    var soft = u.ge(0.1).select(u.negate().exp(), u.max(-0.2).plus(shift));
    var positive = y.square().plus(0.5);
    eq.next(v, soft.minus(s.times(0.3)).plus(positive.log().times(0.1)));
    eq.next(trace, trace.plus(soft.detach()).over(positive.sqrt().plus(1)));
    eq.emit(s);
    eq.emit(soft.abs().times(trace).plus(v.times(5).cos()));
    return ScanCompiler.program("everything", eq);
  }

  /** A spike whose probability is a sigmoid of the membrane potential, on noisy input. */
  public static ScanProgram random() {
    var eq = new Equations();
    var gain = eq.parameter(ParameterSpec.learnable("gain", Sharing.SCALAR, 0.8));
    var v = eq.state("v", 0);
    var noise = eq.uniform().minus(0.5);
    var u = v.times(0.9).plus(eq.input()).plus(noise.times(gain));
    var s = eq.spike(u.times(4).sigmoid().minus(eq.uniform()), new Atan());
    eq.next(v, u.times(s.detach().complement()));
    eq.emit(s);
    return ScanCompiler.program("random", eq);
  }

  /** All of them, in lengths that any backend should take. */
  static List<ScanProgram> all() {
    return List.of(
        lif(new Atan()),
        lif(new Sigmoid()),
        learnable(Sharing.SCALAR),
        learnable(Sharing.FEATURE),
        everything(),
        random());
  }

  /** A cable of compartments: as long a step as one likes. */
  public static ScanProgram cable(int compartments) {
    var eq = new Equations();
    var coupling = eq.parameter(ParameterSpec.learnable("coupling", Sharing.SCALAR, 0.1));
    var gain = eq.parameter(ParameterSpec.learnable("gain", Sharing.FEATURE, 1));
    List<Expr> v = new ArrayList<>();
    for (int i = 0; i < compartments; i++) {
      v.add(eq.state("v" + i, 0.01 * i));
    }
    var in = eq.input().times(gain);
    for (int i = 0; i < compartments; i++) {
      var left = i == 0 ? in : v.get(i - 1);
      var right = i == compartments - 1 ? v.get(i) : v.get(i + 1);
      var flow = left.plus(right).minus(v.get(i).times(2)).times(coupling);
      eq.next(v.get(i), v.get(i).times(0.95).plus(flow).tanh());
    }
    eq.emit(eq.spike(v.getLast().minus(0.2), new Atan()));
    return ScanCompiler.program("cable", eq);
  }

  /** A passive cable: the input enters at one end, the other end spikes. */
  public static ScanProgram passiveCable(int compartments) {
    var eq = new Equations();
    List<Expr> v = new ArrayList<>();
    for (int i = 0; i < compartments; i++) {
      v.add(eq.state("v" + i, 0.01 * i));
    }
    for (int i = 0; i < compartments - 1; i++) {
      var left = i == 0 ? eq.input() : v.get(i - 1);
      var flow = left.plus(v.get(i + 1)).minus(v.get(i).times(2)).times(0.2);
      eq.next(v.get(i), v.get(i).times(0.98).plus(flow));
    }
    var u = v.getLast().times(0.9).plus(v.get(compartments - 2));
    var s = eq.spike(u.minus(0.1), new Atan());
    eq.next(v.getLast(), u.times(s.detach().complement()));
    eq.emit(s);
    return ScanCompiler.program("passive cable", eq);
  }
}
