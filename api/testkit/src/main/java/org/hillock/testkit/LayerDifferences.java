package org.hillock.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hillock.api.network.Execution;
import org.hillock.api.network.Layer;
import org.hillock.api.network.Parameter;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.network.Networks;
import org.junit.jupiter.api.Assumptions;

/**
 * The gradients of a layer against central differences of the fourth order. A difference over a
 * kink of a function means nothing; that shows, for differences of other widths do not agree with
 * it. So a gradient is right if a difference agrees with it, and wrong if two agree with each other
 * and none with it; of each parameter half at least of what is looked at must be right, and nothing
 * wrong.
 */
final class LayerDifferences {

  private static final double TOLERANCE = 1e-3;
  private static final double[] WIDTHS = {0.02, 0.006, 0.002};
  private static final int SEED = 0;
  private static final int ELEMENTS = 7;

  /** A gradient that is wrong. */
  private record Wrong(String where, double difference, double gradient, double error) {}

  private final Subject<Layer> subject;
  private Optional<Wrong> worst = Optional.empty();

  private LayerDifferences(Subject<Layer> subject) {
    this.subject = subject;
  }

  static void check(Subject<? extends Layer> given) {
    var subject = LayerChecks.placed(given);
    var example = subject.example();
    var outline = Networks.outline(List.of(subject.component()), example.features().orElseThrow());
    Assumptions.assumeTrue(example.differentiable(), "its gradient is not meant to be one");
    Assumptions.assumeTrue(
        outline.layers().stream().noneMatch(layer -> layer.spiking()), "it spikes");
    try (var probe = Probe.of(subject, SEED)) {
      new LayerDifferences(subject).check(probe);
    }
  }

  private void check(Probe probe) {
    var execution = probe.trained(LayerChecks.STEPS, LayerChecks.BATCH, SEED);
    var unclear = new ArrayList<String>();
    for (var parameter : probe.network().parameters()) {
      double share = right(execution, parameter);
      if (share < 0.5) {
        unclear.add("%.0f %% of %s".formatted(100 * share, parameter.name()));
      }
    }
    worst.ifPresent(this::fail);
    if (!unclear.isEmpty()) {
      throw subject.fault(
          "whether its gradient is the derivative of its output cannot be told",
          "an output that is smooth nearly everywhere, else an example that is not differentiable",
          "gradients that agree with differences for " + String.join(", ", unclear));
    }
  }

  private void fail(Wrong wrong) {
    throw subject.fault(
        "the gradient of %s is not the derivative of its output".formatted(wrong.where()),
        "%s by central differences".formatted(wrong.difference()),
        "%s%s".formatted(wrong.gradient(), Factor.of(wrong.gradient(), wrong.difference())));
  }

  /** The share of a parameter's gradient that is right. */
  private double right(Execution execution, Parameter parameter) {
    var gradient = parameter.gradient().toArray();
    double size = 1e-3;
    for (float g : gradient) {
      size = Math.max(size, Math.abs(g));
    }
    int looked = 0;
    int right = 0;
    for (int i = 0; i < gradient.length; i += Math.max(1, gradient.length / ELEMENTS)) {
      looked++;
      right += isRight(execution, parameter, i, gradient[i], TOLERANCE * size) ? 1 : 0;
    }
    return (double) right / looked;
  }

  /** Whether a gradient is right; notes what is wrong. */
  private boolean isRight(
      Execution execution, Parameter parameter, int i, double gradient, double tolerance) {
    double before = Double.NaN;
    for (double width : WIDTHS) {
      double difference = difference(execution, parameter.value(), i, width);
      if (Math.abs(difference - gradient) <= tolerance) {
        return true;
      }
      if (Math.abs(difference - before) <= tolerance) {
        double error = Math.abs(difference - gradient) / tolerance;
        if (worst.isEmpty() || !(error <= worst.get().error())) {
          var where = "%s[%d]".formatted(parameter.name(), i);
          worst = Optional.of(new Wrong(where, difference, gradient, error));
        }
        return false;
      }
      before = difference;
    }
    return false;
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
