package org.hillock.plugins.neurons;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;

/** {@code leak} below the threshold, {@code gain} from it on. */
@Component(
    id = "leaky-relu",
    doc =
        "Slope of a leaky rectified linear unit: one constant below the threshold, another from it"
            + " on.",
    cites =
        "Fang, W., Chen, Y., Ding, J., Yu, Z., Masquelier, T., Chen, D., Huang, L., Zhou, H., Li,"
            + " G., Tian, Y. (2023). SpikingJelly: an open-source machine learning infrastructure"
            + " platform for spike-based intelligence. Science Advances 9(40), eadi1480.")
public record LeakyRelu(
    @Param(doc = "slope below the threshold", value = "0", min = 0) double leak,
    @Param(doc = "slope from the threshold on", value = "1", above = 0) double gain)
    implements Surrogate {

  @Override
  public Expr slope(Expr x) {
    return x.ge(0).select(gain, leak);
  }

  @Override
  public double smooth(double x) {
    return x >= 0 ? gain * x : leak * x;
  }
}
