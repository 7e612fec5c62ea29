package org.hillock.engine.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.network.Execution;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Leaky;
import org.hillock.engine.network.TestLayers.Loop;
import org.junit.jupiter.api.Test;

/** Gradients of networks against central differences. */
class GradientTest {

  private static final double TOLERANCE = 1e-3;

  private static void check(Shape input, Layer... layers) {
    try (var rig = new Rig(input, layers)) {
      double error = rig.gradientError(4, 3);
      assertTrue(error < TOLERANCE, "relative error " + error);
      assertTrue(
          rig.network.parameters().stream()
              .allMatch(p -> rig.device.sumOfSquares(p.gradient()) > 1e-6),
          "every parameter has a gradient");
    }
  }

  @Test
  void linear() {
    check(Shape.of(5), new Dense(3));
  }

  @Test
  void linearOnTheLastOfSeveralAxes() {
    check(Shape.of(2, 3, 4), new Dense(3), new Dense(2));
  }

  @Test
  void neuronsWithParametersOfTheirOwnThroughTime() {
    check(Shape.of(4), new Dense(3), new Leaky());
  }

  @Test
  void recurrentNeuronsThroughTime() {
    check(Shape.of(3), new Dense(4), new Loop(new Leaky()), new Dense(2));
  }

  /** One state follows from the input of the step before, one from what was kept of it. */
  @Test
  void statesThatFollowFromTheStepBefore() {
    Layer delay =
        TestLayers.custom(
            (net, x) ->
                net.scan(
                    List.of(x),
                    eq -> {
                      var in = eq.input();
                      var last = eq.state("last", 0.5);
                      var mean = eq.state("mean", 0.25);
                      var sum = mean.times(0.5).plus(in.times(0.2).tanh().times(last));
                      eq.next(last, in.times(0.4));
                      eq.next(mean, sum.times(0.7));
                      eq.emit(sum.times(mean));
                    }));
    check(Shape.of(4), new Dense(3), delay, new Dense(2));
  }

  @Test
  void functionsOfSequencesAndParameters() {
    Layer gate =
        TestLayers.custom(
            (net, x) -> {
              var a = new Dense(3).define(net, x);
              var b = new Dense(3).define(net, x);
              return net.map(
                  List.of(a, b),
                  eq -> {
                    var p = eq.parameter(ParameterSpec.learnable("p", Sharing.FEATURE, 0.4));
                    var q = eq.parameter(ParameterSpec.learnable("q", Sharing.SCALAR, -0.3));
                    eq.emit(eq.input("a").sigmoid().times(eq.input("b").plus(p)).plus(q).tanh());
                  });
            });
    check(Shape.of(4), gate, new Leaky());
  }

  @Test
  void batchNormThroughMeanAndVariance() {
    check(
        Shape.of(2, 3),
        // Without bias: a shift has no influence on what is normalised.
        TestLayers.custom(
            (net, x) -> {
              var w = net.parameter("w", Shape.of(3, 4), Initialiser.uniform(1));
              return net.batchNorm(net.linear(x, w, Optional.empty()), 0.1, 1e-3);
            }),
        new Leaky());
  }

  @Test
  void valuesUsedMoreThanOnce() {
    Layer residual =
        TestLayers.custom(
            (net, x) -> {
              var h = new Dense(4).define(net, x);
              var f = new Leaky().define(net, h);
              var g = new Leaky().define(net, net.add(h, f));
              return net.add(net.add(g, h), net.add(g, g));
            });
    check(Shape.of(3), residual, new Dense(2));
  }

  @Test
  void aWeightUsedTwiceReceivesBothGradients() {
    Layer shared =
        TestLayers.custom(
            (net, x) -> {
              var w = net.parameter("w", Shape.of(3, 3), Initialiser.uniform(0.9));
              var once = new Leaky().define(net, net.linear(x, w, Optional.empty()));
              return net.linear(once, w, Optional.empty());
            });
    check(Shape.of(3), shared);
  }

  @Test
  void reshapedValues() {
    check(
        Shape.of(2, 3),
        TestLayers.custom(
            (net, x) -> {
              var h = new Dense(2).define(net, x);
              var flat = net.reshape(h, Shape.of(4));
              return net.add(new Dense(4).define(net, flat), flat);
            }));
  }

  @Test
  void dropoutPassesTheGradientOfWhatItLetThrough() {
    check(
        Shape.of(6),
        new Dense(8),
        TestLayers.custom((net, x) -> net.dropout(x, 0.4)),
        new Leaky(),
        new Dense(2));
  }

  @Test
  void parametersThatDoNotReachTheOutputGetNoGradient() {
    try (var rig =
        new Rig(
            Shape.of(3),
            TestLayers.custom(
                (net, x) -> {
                  new Dense(2).define(net, x);
                  return new Dense(3).define(net, x);
                }))) {
      assertTrue(rig.gradientError(2, 2) < TOLERANCE);
      var unused = rig.network.parameters().getFirst();
      assertEquals("0.weight", unused.name());
      assertArrayEquals(new float[6], unused.gradient().toArray());
    }
  }

  @Test
  void backwardTwiceGivesTheSameBits() {
    try (var rig = new Rig(Shape.of(3), new Dense(4), new Loop(new Leaky()), new Dense(2))) {
      rig.gradientError(3, 2);
      var execution = rig.network.training(3, 2);
      float[] first = gradients(rig, execution);
      assertArrayEquals(first, gradients(rig, execution));
    }
  }

  private static float[] gradients(Rig rig, Execution execution) {
    Rig.randomise(execution.outputGradient(), "again");
    execution.forward();
    execution.backward();
    return rig.network.parameters().get(2).gradient().toArray();
  }
}
