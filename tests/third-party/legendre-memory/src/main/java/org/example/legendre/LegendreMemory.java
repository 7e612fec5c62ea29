package org.example.legendre;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/**
 * Each feature's recent past as coefficients of Legendre polynomials: θ·dm/dt = A·m + B·u
 * (equations 1 and 2), in steps by the trapezoidal rule. Features {@code […][n]} become {@code
 * […][order·n]}.
 */
@Component(
    id = "legendre-memory",
    doc = "The recent past of each feature, as coefficients of Legendre polynomials.",
    cites =
        "A. R. Voelker, I. Kajić, C. Eliasmith. Legendre memory units: continuous-time"
            + " representation in recurrent neural networks. NeurIPS 2019.")
public record LegendreMemory(
    @Param(doc = "how far back it remembers", unit = "steps", value = "8", min = 1) double window,
    @Param(doc = "coefficients of each feature", value = "4", min = 1, max = 16) int order)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    var parts = new ArrayList<Value>();
    for (int i = 0; i < order; i++) {
      int coefficient = i;
      parts.add(net.scan(List.of(x), eq -> eq.emit(step(eq).get(coefficient))));
    }
    return net.concatenate(parts);
  }

  /** What the coefficients become: (I − A/2)⁻¹·((I + A/2)·m + B·u). */
  private List<Expr> step(Equations eq) {
    var half = a().scalarMultiply(0.5);
    var identity = MatrixUtils.createRealIdentityMatrix(order);
    var inverse = new LUDecomposition(identity.subtract(half)).getSolver().getInverse();
    var keeps = inverse.multiply(identity.add(half));
    var takes = inverse.operate(b());
    var u = eq.input();
    var before = new ArrayList<Expr>();
    for (int i = 0; i < order; i++) {
      before.add(eq.state("m" + i, 0));
    }
    var after = new ArrayList<Expr>();
    for (int i = 0; i < order; i++) {
      var sum = u.times(takes[i]);
      for (int j = 0; j < order; j++) {
        sum = sum.plus(before.get(j).times(keeps.getEntry(i, j)));
      }
      after.add(sum);
      eq.next(before.get(i), sum);
    }
    return after;
  }

  private RealMatrix a() {
    var a = new double[order][order];
    for (int i = 0; i < order; i++) {
      for (int j = 0; j < order; j++) {
        double sign = i < j ? -1 : (i - j) % 2 == 0 ? -1 : 1;
        a[i][j] = (2 * i + 1) / window * sign;
      }
    }
    return MatrixUtils.createRealMatrix(a);
  }

  private double[] b() {
    var b = new double[order];
    for (int i = 0; i < order; i++) {
      b[i] = (2 * i + 1) / window * (i % 2 == 0 ? 1 : -1);
    }
    return b;
  }
}
