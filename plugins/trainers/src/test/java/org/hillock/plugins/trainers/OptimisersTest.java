package org.hillock.plugins.trainers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.hillock.api.HillockException;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.equations.Equations;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Optimiser;
import org.hillock.engine.equations.ScanCompiler;
import org.hillock.engine.reference.ReferenceBackend;
import org.junit.jupiter.api.Test;

/**
 * Each optimiser against the sequence its paper's algorithm gives, worked out in double precision.
 */
class OptimisersTest {

  private static final double[] GRADIENTS = {.5, -.25, 1, .125, -2};

  /** An update rule by hand: state is the caller's. */
  @FunctionalInterface
  private interface Rule {
    double update(int step, double weight, double gradient);
  }

  private static Tensor scalar(double value) {
    var tensor = Tensor.of(Arena.ofAuto().allocate(4, 4), Shape.of(1));
    tensor.fill((float) value);
    return tensor;
  }

  private static void follows(Optimiser optimiser, Rule rule) {
    follows(optimiser, step -> optimiser.scalars(step, optimiser.rate()), rule);
  }

  private static void follows(Optimiser optimiser, IntFunction<double[]> given, Rule rule) {
    var eq = new Equations();
    optimiser.define(eq);
    assertEquals(Optimiser.WEIGHT, eq.states().getFirst().name());
    assertEquals(List.of(), eq.emits());
    try (var device = new ReferenceBackend().open(1);
        var kernel = device.compile(ScanCompiler.program("optimiser", eq))) {
      var states = eq.states().stream().map(state -> scalar(state.initial())).toList();
      states.getFirst().fill(1);
      double weight = 1;
      for (int step = 1; step <= GRADIENTS.length; step++) {
        double gradient = GRADIENTS[step - 1];
        var scalars = new ArrayList<Tensor>();
        for (double s : given.apply(step)) {
          scalars.add(scalar(s));
        }
        kernel.infer(
            new ScanKernel.Extent(1, 1),
            List.of(scalar(gradient)),
            scalars,
            new ScanKernel.Carry(states, states));
        weight = rule.update(step, weight, gradient);
        assertEquals(weight, states.getFirst().get(0), 2e-6, "step " + step);
      }
    }
  }

  @Test
  void plainDescentFollowsTheGradient() {
    follows(new Sgd(.1, 0, false, 0), (step, w, g) -> w - .1 * g);
  }

  @Test
  void momentumAddsUpDecayedGradients() {
    double[] m = {0};
    follows(
        new Sgd(.1, .9, false, .01),
        (step, w, g) -> {
          m[0] = .9 * m[0] + g + .01 * w;
          return w - .1 * m[0];
        });
  }

  @Test
  void nesterovLooksAhead() {
    double[] m = {0};
    follows(
        new Sgd(.1, .9, true, 0),
        (step, w, g) -> {
          m[0] = .9 * m[0] + g;
          return w - .1 * (g + .9 * m[0]);
        });
  }

  private static double adam(double[] mv, int step, double g) {
    mv[0] = .9 * mv[0] + .1 * g;
    mv[1] = .999 * mv[1] + .001 * g * g;
    double m = mv[0] / (1 - Math.pow(.9, step));
    double v = mv[1] / (1 - Math.pow(.999, step));
    return .01 * m / (Math.sqrt(v) + 1e-8);
  }

  @Test
  void adamCorrectsTheBiasOfItsMoments() {
    double[] mv = new double[2];
    follows(new Adam(.01, .9, .999, 1e-8, 0, false), (step, w, g) -> w - adam(mv, step, g));
  }

  @Test
  void momentumMayChangeFromStepToStep() {
    double[] mv = new double[2];
    var adam = new Adam(.01, .9, .999, 1e-8, 0, false);
    follows(
        adam,
        step -> adam.scalars(step, .01, .95 - .01 * step),
        (step, w, g) -> {
          double beta = .95 - .01 * step;
          mv[0] = beta * mv[0] + (1 - beta) * g;
          mv[1] = .999 * mv[1] + .001 * g * g;
          double m = mv[0] / (1 - Math.pow(beta, step));
          return w - .01 * m / (Math.sqrt(mv[1] / (1 - Math.pow(.999, step))) + 1e-8);
        });
    var fixed = new Sgd(.1, .9, false, 0);
    assertThrows(HillockException.class, () -> fixed.scalars(1, .1, .8));
  }

  @Test
  void adamTakesWeightDecayThroughItsMoments() {
    double[] mv = new double[2];
    follows(
        new Adam(.01, .9, .999, 1e-8, .1, false), (step, w, g) -> w - adam(mv, step, g + .1 * w));
  }

  @Test
  void amsgradDividesByTheLargestSecondMomentSoFar() {
    double[] mv = new double[3];
    follows(
        new Adam(.01, .9, .5, 1e-8, 0, true),
        (step, w, g) -> {
          mv[0] = .9 * mv[0] + .1 * g;
          mv[1] = .5 * mv[1] + .5 * g * g;
          mv[2] = Math.max(mv[2], mv[1]);
          double m = mv[0] / (1 - Math.pow(.9, step));
          return w - .01 * m / (Math.sqrt(mv[2] / (1 - Math.pow(.5, step))) + 1e-8);
        });
  }

  @Test
  void adamwDecaysTheWeightItself() {
    double[] mv = new double[2];
    follows(
        new AdamW(.01, .9, .999, 1e-8, .1), (step, w, g) -> w * (1 - .01 * .1) - adam(mv, step, g));
  }
}
