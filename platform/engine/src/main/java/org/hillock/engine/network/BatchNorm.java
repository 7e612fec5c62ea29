package org.hillock.engine.network;

import java.util.List;
import java.util.OptionalInt;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.equations.ScanCompiler;

/**
 * Batch normalisation (Ioffe and Szegedy 2015) of one input of a scan. Its program sees {@code (x -
 * mean)·slope + shift}, in which {@code slope} is {@code scale·gain/√(variance + epsilon)}.
 *
 * @param input which one
 * @param parameter where slope, shift and mean stand among the program's parameters; the step's
 *     inputs in their places are scale, shift and running mean
 * @param channels how many features the last axis has
 * @param momentum the weight of the newest batch in the running statistics
 * @param gain what normalised values are multiplied by, besides scale
 * @param correction what statistics add to the gradient of x: {@link Formulas}
 * @param bias the step's input that is to be added to x first, if there is one: the mean alone
 *     changes by it, so that within a batch it cancels
 */
record BatchNorm(
    int input,
    int parameter,
    int channels,
    double momentum,
    double epsilon,
    double gain,
    ScanProgram correction,
    OptionalInt bias) {

  /** The formulas that all batch normalisations of a network share. */
  record Formulas(Formula normalisation, ScanProgram correction) {

    Formulas() {
      this(normalise(), correct());
    }
  }

  BatchNorm {
    if (!(momentum > 0 && momentum <= 1) || !(epsilon > 0) || !(gain > 0)) {
      throw Errors.invalid(
          "batch normalisation needs a momentum in (0, 1], an epsilon and a gain above 0, got %s,"
              + " %s and %s",
          momentum, epsilon, gain);
    }
  }

  /** The operation. Inputs: x, scale, shift, running mean, running variance. */
  static Scan scan(Shape features, double momentum, double epsilon, double gain, Formulas by) {
    var norm =
        new BatchNorm(
            0, 0, features.dim(-1), momentum, epsilon, gain, by.correction, OptionalInt.empty());
    return new Scan("batch-norm", by.normalisation, features, false, Scan.Time.FLAT, List.of(norm));
  }

  private static Formula normalise() {
    var eq = new Equations();
    var slope = eq.parameter(ParameterSpec.learnable("slope", Sharing.FEATURE, 1));
    var shift = eq.parameter(ParameterSpec.learnable("shift", Sharing.FEATURE, 0));
    var mean = eq.parameter(ParameterSpec.given("mean", Sharing.FEATURE));
    eq.emit(eq.input().minus(mean).times(slope).plus(shift));
    return Formula.of("batch-norm", eq);
  }

  /** {@code gradient - mean_share - (x - mean)·variance_share}. */
  private static ScanProgram correct() {
    var eq = new Equations();
    var gradient = eq.input("gradient");
    var x = eq.input("x");
    var mean = eq.parameter(ParameterSpec.given("mean", Sharing.FEATURE));
    var meanShare = eq.parameter(ParameterSpec.given("mean_share", Sharing.FEATURE));
    var varianceShare = eq.parameter(ParameterSpec.given("variance_share", Sharing.FEATURE));
    eq.emit(gradient.minus(meanShare).minus(x.minus(mean).times(varianceShare)));
    return ScanCompiler.program("batch-norm-gradient", eq);
  }

  /** The same normalisation in a program in which inputs and parameters have moved. */
  BatchNorm moved(int toInput, int toParameter) {
    return new BatchNorm(toInput, toParameter, channels, momentum, epsilon, gain, correction, bias);
  }

  /** The same normalisation of x and a bias. */
  BatchNorm of(int addend) {
    return new BatchNorm(
        input, parameter, channels, momentum, epsilon, gain, correction, OptionalInt.of(addend));
  }
}
