package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;

/** {@code leak} below the threshold, 1 up to a distance of 1, {@code 1/x} beyond. */
@Component(
    id = "log-tailed-relu",
    doc =
        "Slope of a rectified linear unit with a logarithmic tail, which dampens gradients far"
            + " above the threshold.",
    cites =
        "Cai, Z., He, X., Sun, J., Vasconcelos, N. (2017). Deep learning with low precision by"
            + " half-wave Gaussian quantization. CVPR 2017.")
public record LogTailedRelu(
    @Param(doc = "slope below the threshold", value = "0", min = 0) double leak)
    implements Surrogate {

  @Override
  public Expr slope(Expr x) {
    return x.ge(0).select(x.max(1).reciprocal(), x.graph().constant(leak));
  }

  @Override
  public double smooth(double x) {
    if (x < 0) {
      return leak * x;
    }
    return x <= 1 ? x : 1 + Math.log(x);
  }
}
