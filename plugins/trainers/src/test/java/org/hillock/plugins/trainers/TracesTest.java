package org.hillock.plugins.trainers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces against Pfister and Gerstner's sums over pairs and triplets of spikes. */
class TracesTest {

  static final int STEPS = 25;
  private static final int BATCH = 2;
  private static final int IN = 3;
  private static final int OUT = 2;

  static Stdp rule(boolean triplets, Optional<Double> tauEligibility) {
    return new Stdp(
        1,
        1,
        1,
        true,
        .03,
        .02,
        triplets ? .05 : 0,
        triplets ? .04 : 0,
        4,
        6,
        9,
        12,
        Stdp.Bounds.HARD,
        1,
        Optional.empty(),
        0,
        0,
        tauEligibility,
        new Sgd(1, 0, false, 0),
        new Constant(),
        new CrossEntropyMembrane(Over.SUM));
  }

  private static double decay(int from, int to, double tau) {
    return Math.exp(-(to - from) / tau);
  }

  /** The change of one weight by one sample, spike by spike, without traces. */
  static double[] literal(Stdp rule, boolean[] pre, boolean[] post, double reward) {
    double up = 0;
    double down = 0;
    for (int t = 0; t < STEPS; t++) {
      double eligible =
          reward * rule.tauEligibility().map(tau -> Math.exp(-(STEPS - 1.0) / tau)).orElse(1.0);
      int now = t;
      eligible *= rule.tauEligibility().map(tau -> Math.exp(now / tau)).orElse(1.0);
      double r1 = pre[t] ? 1 : 0;
      double r2 = 0;
      double o1 = 0;
      double o2 = 0;
      for (int earlier = 0; earlier < t; earlier++) {
        r1 += pre[earlier] ? decay(earlier, t, rule.tauPlus()) : 0;
        r2 += pre[earlier] ? decay(earlier, t, rule.tauX()) : 0;
        o1 += post[earlier] ? decay(earlier, t, rule.tauMinus()) : 0;
        o2 += post[earlier] ? decay(earlier, t, rule.tauY()) : 0;
      }
      up += post[t] ? eligible * r1 * (rule.a2Plus() + rule.a3Plus() * o2) : 0;
      down += pre[t] ? eligible * o1 * (rule.a2Minus() + rule.a3Minus() * r2) : 0;
    }
    return new double[] {up, down};
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void productsOfTracesAreTheSumsOverSpikes(int variant) {
    var rule = rule(variant % 2 == 1, variant < 2 ? Optional.empty() : Optional.of(8.0));
    double[] reward = variant < 2 ? new double[] {1, 1} : new double[] {1, -1};
    try (var arena = Arena.ofConfined()) {
      var pre = spikes(arena, "pre", IN);
      var post = spikes(arena, "post", OUT);
      var traces = new Traces(shape -> tensor(arena, shape), rule, STEPS, BATCH, IN, OUT);
      traces.follow(pre, post, reward);
      double largest = 0;
      for (int i = 0; i < IN; i++) {
        for (int j = 0; j < OUT; j++) {
          double up = 0;
          double down = 0;
          for (int b = 0; b < BATCH; b++) {
            double[] sample =
                literal(rule, train(pre, b, i, IN), train(post, b, j, OUT), reward[b]);
            up += sample[0];
            down += sample[1];
          }
          assertEquals(up, product(traces.before(), i, traces.fired(), j), 1e-5);
          assertEquals(down, product(traces.arrived(), i, traces.after(), j), 1e-5);
          largest = Math.max(largest, Math.min(Math.abs(up), Math.abs(down)));
        }
      }
      assertTrue(largest > .01, "there is something to compare");
    }
  }

  private static Tensor tensor(Arena arena, Shape shape) {
    return Tensor.of(arena.allocate(ValueLayout.JAVA_FLOAT, shape.size()), shape);
  }

  private static Tensor spikes(Arena arena, String name, int features) {
    var random = RandomStream.of(4).named(name);
    var spikes = tensor(arena, Shape.of(STEPS, BATCH, features));
    for (long i = 0; i < spikes.size(); i++) {
      spikes.set(i, random.uniform(i) < .3 ? 1 : 0);
    }
    return spikes;
  }

  private static boolean[] train(Tensor spikes, int b, int i, int features) {
    var train = new boolean[STEPS];
    for (int t = 0; t < STEPS; t++) {
      train[t] = spikes.get(((long) t * BATCH + b) * features + i) > 0;
    }
    return train;
  }

  private static double product(Tensor left, int i, Tensor right, int j) {
    double sum = 0;
    for (long row = 0; row < STEPS * BATCH; row++) {
      sum += (double) left.get(row * IN + i) * right.get(row * OUT + j);
    }
    return sum;
  }
}
