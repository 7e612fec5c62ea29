package org.hillock.engine.equations;

import java.util.BitSet;
import java.util.function.Consumer;
import org.hillock.api.equations.Equations;
import org.hillock.api.random.RandomStream;
import org.hillock.engine.equations.DoubleInterpreter.Arguments;
import org.hillock.engine.equations.DoubleInterpreter.Forward;

/**
 * Checks the gradients of equations, through time and in double precision, against central
 * differences: spikes are 0 or 1 and change with what they depend on as the smooth functions of
 * their surrogates do, and detached values are held at what they are without perturbation. For the
 * tests of neurons and surrogates.
 *
 * <p>A difference between whose ends a slope jumps means nothing and is left out: where a
 * condition, a larger or smaller value or an absolute value, of the equations or of a surrogate's
 * slope, falls on another side.
 */
public final class GradientCheck {

  /** Gradients smaller than this are compared absolutely. */
  private static final double SMALL = 1e-3;

  private static final double STEP = 1e-5;

  /**
   * What was found.
   *
   * @param relativeError the largest {@code |a - b| / max(|a|, |b|, 0.001)} over all inputs and
   *     time steps, initial states and parameters; infinite if a value is not a number
   * @param where the gradient it belongs to, for example {@code input current[3]}
   * @param gradient what it is
   * @param difference what it should be by central differences
   * @param compared how many gradients were compared
   * @param nonZero how many of them were not zero
   * @param kinked how many were not compared, for a slope jumps there
   */
  public record Result(
      double relativeError,
      String where,
      double gradient,
      double difference,
      int compared,
      int nonZero,
      int kinked) {

    private Result withKink() {
      return new Result(relativeError, where, gradient, difference, compared, nonZero, kinked + 1);
    }
  }

  private final DoubleInterpreter interpreter;
  private final Arguments at;
  private final double[][] emitGradients;
  private final double[] stateGradients;
  private BitSet sides = new BitSet();
  private boolean kinked;
  private Result worst = new Result(0, "nothing", 0, 0, 0, 0, 0);

  private GradientCheck(Equations eq, int steps, RandomStream random) {
    interpreter = new DoubleInterpreter(eq);
    at =
        new Arguments(
            gaussian(random.named("inputs"), eq.inputs().size(), steps, 0.3, 0.6),
            eq.states().stream().mapToDouble(Equations.State::initial).toArray(),
            eq.parameters().stream().mapToDouble(p -> p.initial()).toArray());
    perturb(random.named("states"), at.states());
    emitGradients = gaussian(random.named("emits"), eq.emits().size(), steps, 0, 1);
    stateGradients = gaussian(random.named("last states"), 1, eq.states().size(), 0, 1)[0];
  }

  /**
   * Checks equations at random inputs (normal, mean 0.3, deviation 0.6), random initial states (the
   * given ones, deviation 0.1) and the initial values of the parameters.
   *
   * @param define states the equations
   * @param steps time steps, at least 1
   */
  public static Result run(Consumer<Equations> define, int steps, RandomStream random) {
    var eq = new Equations();
    define.accept(eq);
    var check = new GradientCheck(eq, steps, random);
    check.sides = check.interpreter.remember(check.at).sides();
    var got = check.interpreter.backward(check.at, check.emitGradients, check.stateGradients);
    for (int i = 0; i < eq.inputs().size(); i++) {
      check.compare("input " + eq.inputs().get(i), check.at.inputs()[i], got.inputs()[i]);
    }
    check.compare("initial state", check.at.states(), got.states());
    check.compare("parameter", check.at.parameters(), got.parameters());
    return check.worst;
  }

  private void compare(String name, double[] values, double[] gradients) {
    for (int i = 0; i < values.length; i++) {
      kinked = false;
      double want = difference(values, i);
      if (kinked) {
        worst = worst.withKink();
        continue;
      }
      double scale = Math.max(Math.max(Math.abs(want), Math.abs(gradients[i])), SMALL);
      double error = Math.abs(want - gradients[i]) / scale;
      error = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
      boolean worse = error > worst.relativeError();
      worst =
          new Result(
              Math.max(error, worst.relativeError()),
              worse ? "%s[%d]".formatted(name, i) : worst.where(),
              worse ? gradients[i] : worst.gradient(),
              worse ? want : worst.difference(),
              worst.compared() + 1,
              worst.nonZero() + (want != 0 ? 1 : 0),
              worst.kinked());
    }
  }

  /** The central difference of fourth order. */
  private double difference(double[] values, int i) {
    return (8 * (loss(values, i, STEP) - loss(values, i, -STEP))
            - (loss(values, i, 2 * STEP) - loss(values, i, -2 * STEP)))
        / (12 * STEP);
  }

  private double loss(double[] values, int i, double step) {
    double was = values[i];
    values[i] = was + step;
    Forward result = interpreter.forward(at);
    values[i] = was;
    kinked |= !result.sides().equals(sides);
    double loss = dot(result.states(), stateGradients);
    for (int e = 0; e < emitGradients.length; e++) {
      loss += dot(result.emits()[e], emitGradients[e]);
    }
    return loss;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[][] gaussian(
      RandomStream random, int rows, int columns, double mean, double deviation) {
    var values = new double[rows][columns];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        values[r][c] = mean + deviation * random.gaussian((long) r * columns + c);
      }
    }
    return values;
  }

  private static void perturb(RandomStream random, double[] states) {
    for (int i = 0; i < states.length; i++) {
      states[i] += 0.1 * random.gaussian(i);
    }
  }
}
