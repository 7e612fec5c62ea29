package org.hillock.testkit;

import java.util.List;
import org.hillock.api.network.Execution;
import org.hillock.api.network.Layer;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.network.Networks;
import org.junit.jupiter.api.Assumptions;

/** The gradients of a layer against central differences of the fourth order. */
final class LayerDifferences {

  private static final double TOLERANCE = 1e-3;
  private static final double[] STEPS = {0.02, 0.002};
  private static final int SEEDS = 5;
  private static final int ELEMENTS = 7;

  /** A gradient that is wrong. */
  private record Wrong(String where, double difference, double gradient, double error) {}

  private LayerDifferences() {}

  /** A difference over a kink of a function means nothing; then other numbers are drawn. */
  static void check(Subject<? extends Layer> given) {
    var subject = LayerChecks.placed(given);
    var example = subject.example();
    var outline = Networks.outline(List.of(subject.component()), example.features().orElseThrow());
    Assumptions.assumeTrue(example.differentiable(), "its gradient is not meant to be one");
    Assumptions.assumeTrue(
        outline.layers().stream().noneMatch(layer -> layer.spiking()), "it spikes");
    var worst = new Wrong("", 0, 0, Double.POSITIVE_INFINITY);
    for (int seed = 0; seed < SEEDS; seed++) {
      for (double step : STEPS) {
        try (var probe = Probe.of(subject, seed)) {
          var found = worst(probe, seed, step);
          if (found.error() <= TOLERANCE) {
            return;
          }
          worst = found.error() < worst.error() ? found : worst;
        }
      }
    }
    throw subject.fault(
        "the gradient of %s is not the derivative of its output".formatted(worst.where()),
        "%s by central differences".formatted(worst.difference()),
        "%s%s".formatted(worst.gradient(), Factor.of(worst.gradient(), worst.difference())));
  }

  private static Wrong worst(Probe probe, int seed, double step) {
    var execution = probe.trained(LayerChecks.STEPS, LayerChecks.BATCH, seed);
    var worst = new Wrong("nothing", 0, 0, 0);
    for (var parameter : probe.network().parameters()) {
      var gradient = parameter.gradient().toArray();
      double size = 1e-3;
      for (float g : gradient) {
        size = Math.max(size, Math.abs(g));
      }
      int stride = Math.max(1, gradient.length / ELEMENTS);
      for (int i = 0; i < gradient.length; i += stride) {
        double want = difference(execution, parameter.value(), i, step);
        double error = Math.abs(want - gradient[i]) / size;
        if (!(error <= worst.error())) {
          worst = new Wrong("%s[%d]".formatted(parameter.name(), i), want, gradient[i], error);
        }
      }
    }
    return worst;
  }

  private static double difference(Execution execution, Tensor values, int i, double step) {
    double near = loss(execution, values, i, step) - loss(execution, values, i, -step);
    double far = loss(execution, values, i, 2 * step) - loss(execution, values, i, -2 * step);
    return (8 * near - far) / (12 * step);
  }

  private static double loss(Execution execution, Tensor values, int i, double change) {
    float was = values.get(i);
    values.set(i, (float) (was + change));
    execution.forward();
    values.set(i, was);
    double loss = 0;
    for (long k = 0, n = execution.output().size(); k < n; k++) {
      loss += (double) execution.output().get(k) * execution.outputGradient().get(k);
    }
    return loss;
  }
}
