package org.hillock.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.equations.Surrogate;
import org.junit.jupiter.api.Test;

class EquationsTextTest {

  private record Hat() implements Surrogate {

    @Override
    public Expr slope(Expr x) {
      return x.abs().square();
    }

    @Override
    public double smooth(double x) {
      throw new AssertionError("not asked for");
    }
  }

  @Test
  void namesStatesParametersAndWhatIsShared() {
    var eq = new Equations();
    var v = eq.state("v", -65.5);
    var leak = eq.parameter(ParameterSpec.learnable("leak", Sharing.FEATURE, 0.5));
    var u = v.times(leak).plus(eq.input().minus(2).exp());
    var s = eq.spike(u.minus(1), new Hat());
    eq.next(v, u.times(s.detach().complement()));
    eq.emit(s);
    eq.emit(u.negate().minus(eq.constant(-3)));
    assertEquals(
        List.of(
            "v starts at -65.5",
            "leak is learnt, one value a feature, starts at 0.5",
            "t0 = (v·leak) + exp(input - 2)",
            "t1 = spike(t0 - 1)",
            "v' = t0·(1 - detach(t1))",
            "output = t1",
            "output1 = (-t0) - (-3)",
            "spike(x) is 1 where x ≥ 0, else 0; in the backward pass, by Hat[]",
            "y0 = abs(x)",
            "spike'(x) = y0·y0"),
        EquationsText.of(eq));
  }
}
