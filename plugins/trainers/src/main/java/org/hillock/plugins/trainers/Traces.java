package org.hillock.plugins.trainers;

import java.util.function.Function;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * Pre- and postsynaptic traces of a batch as the factors of two matrix products over time and
 * batch: potentiation {@code before·fired}, depression {@code arrived·after}.
 */
final class Traces {

  private final Stdp rule;
  private final int steps;
  private final int batch;
  private final int in;
  private final int out;
  private final Tensor before;
  private final Tensor fired;
  private final Tensor arrived;
  private final Tensor after;

  Traces(Function<Shape, Tensor> memory, Stdp rule, int steps, int batch, int in, int out) {
    this.rule = rule;
    this.steps = steps;
    this.batch = batch;
    this.in = in;
    this.out = out;
    before = memory.apply(Shape.of(steps * batch, in));
    arrived = memory.apply(Shape.of(steps * batch, in));
    fired = memory.apply(Shape.of(steps * batch, out));
    after = memory.apply(Shape.of(steps * batch, out));
  }

  /** r1. */
  Tensor before() {
    return before;
  }

  /** {@code post·(a2Plus + a3Plus·o2)}, times reward and what eligibility is left at the end. */
  Tensor fired() {
    return fired;
  }

  /** {@code pre·(a2Minus + a3Minus·r2)}. */
  Tensor arrived() {
    return arrived;
  }

  /** o1, times reward and what eligibility is left at the end. */
  Tensor after() {
    return after;
  }

  void follow(Tensor pre, Tensor post, double[] reward) {
    presynaptic(pre);
    postsynaptic(post, reward);
  }

  private void presynaptic(Tensor pre) {
    double keep1 = StrictMath.exp(-1 / rule.tauPlus());
    double keep2 = StrictMath.exp(-1 / rule.tauX());
    double[] r1 = new double[batch * in];
    double[] r2 = new double[batch * in];
    for (int t = 0; t < steps; t++) {
      for (int k = 0; k < r1.length; k++) {
        long at = (long) t * r1.length + k;
        float s = pre.get(at);
        r1[k] = r1[k] * keep1 + s;
        r2[k] *= keep2;
        before.set(at, (float) r1[k]);
        arrived.set(at, (float) (s * (rule.a2Minus() + rule.a3Minus() * r2[k])));
        r2[k] += s;
      }
    }
  }

  private void postsynaptic(Tensor post, double[] reward) {
    double keep1 = StrictMath.exp(-1 / rule.tauMinus());
    double keep2 = StrictMath.exp(-1 / rule.tauY());
    double eligible = rule.tauEligibility().map(tau -> StrictMath.exp(-1 / tau)).orElse(1.0);
    double[] o1 = new double[batch * out];
    double[] o2 = new double[batch * out];
    for (int t = 0; t < steps; t++) {
      double left = StrictMath.pow(eligible, steps - 1 - t);
      for (int k = 0; k < o1.length; k++) {
        long at = (long) t * o1.length + k;
        float s = post.get(at);
        double worth = left * reward[k / out];
        o1[k] *= keep1;
        o2[k] *= keep2;
        fired.set(at, (float) (worth * s * (rule.a2Plus() + rule.a3Plus() * o2[k])));
        after.set(at, (float) (worth * o1[k]));
        o1[k] += s;
        o2[k] += s;
      }
    }
  }
}
