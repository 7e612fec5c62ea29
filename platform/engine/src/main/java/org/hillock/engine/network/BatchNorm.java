package org.hillock.engine.network;

import java.util.List;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.backend.ScanKernel.Extent;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.equations.ScanCompiler;

/**
 * Batch normalisation (Ioffe and Szegedy 2015). Inputs: x, scale, shift, running mean, running
 * variance.
 *
 * <p>The normalising program's backward pass yields the gradients of scale and shift alone. From
 * their means a second program gives that of x (equation in section 3 of the paper): {@code
 * slope·(dy - mean(dy) - x̂·mean(dy·x̂))}.
 *
 * @param features those of x
 * @param momentum the weight of the newest batch in the running statistics
 * @param gain what normalised values are multiplied by, besides scale
 * @param normalise parameters mean, variance, scale, shift
 * @param through inputs the output's gradient and x; parameters mean, variance, scale, and the
 *     means of dy and of dy·x̂
 */
record BatchNorm(
    Shape features, double momentum, double gain, ScanProgram normalise, ScanProgram through)
    implements Operation {

  private static final int SCALE = 2;
  private static final int SHIFT = 3;

  static BatchNorm of(Shape features, double momentum, double epsilon, double gain) {
    if (!(momentum > 0 && momentum <= 1) || !(epsilon > 0) || !(gain > 0)) {
      throw Errors.invalid(
          "batch normalisation needs a momentum in (0, 1], an epsilon and a gain above 0, got %s,"
              + " %s and %s",
          momentum, epsilon, gain);
    }
    return new BatchNorm(
        features, momentum, gain, normalise(gain, epsilon), inputGradient(gain, epsilon));
  }

  private static ScanProgram normalise(double gain, double epsilon) {
    var eq = new Equations();
    var mean = given(eq, "mean");
    var deviation = given(eq, "variance").plus(epsilon).sqrt();
    var scale = learnt(eq, "scale");
    var shift = learnt(eq, "shift");
    eq.emit(eq.input().minus(mean).times(scale.times(gain).over(deviation)).plus(shift));
    return ScanCompiler.withoutInputGradients(ScanCompiler.program("batch-norm", eq));
  }

  private static ScanProgram inputGradient(double gain, double epsilon) {
    var eq = new Equations();
    var gradient = eq.input("output_gradient");
    var x = eq.input("x");
    var mean = given(eq, "mean");
    var deviation = given(eq, "variance").plus(epsilon).sqrt();
    var scale = given(eq, "scale");
    var meanGradient = given(eq, "mean_gradient");
    var correlation = given(eq, "correlation");
    var common = x.minus(mean).times(correlation.over(deviation));
    eq.emit(gradient.minus(meanGradient).minus(common).times(scale.times(gain).over(deviation)));
    return ScanCompiler.program("batch-norm-gradient", eq);
  }

  private static Expr given(Equations eq, String name) {
    return eq.parameter(ParameterSpec.given(name, Sharing.FEATURE));
  }

  private static Expr learnt(Equations eq, String name) {
    return eq.parameter(ParameterSpec.learnable(name, Sharing.FEATURE, 1));
  }

  @Override
  public String name() {
    return "batch-norm";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return features;
  }

  @Override
  public Kernel prepare(Preparation at) {
    return at.training() ? new Training(at) : new Inference(at);
  }

  private Extent extent(Preparation at) {
    int channels = features.dim(-1);
    return Elementwise.of(features.size() / channels * at.steps() * at.batch(), channels);
  }

  private static List<Tensor> rows(Preparation at, ScanProgram program) {
    return TensorList.rows(
        program.inference(), r -> r.role() == Role.INPUT ? at.input(0) : at.output());
  }

  private final class Inference implements Kernel {

    private final ScanKernel kernel;
    private final Extent extent;
    private final List<Tensor> rows;
    private final List<Tensor> parameters;

    Inference(Preparation at) {
      kernel = StepPreparation.compiled(at, normalise);
      extent = extent(at);
      rows = rows(at, normalise);
      parameters = new TensorList(List.of(at.input(3), at.input(4), at.input(1), at.input(2)));
    }

    @Override
    public void forward() {
      kernel.infer(extent, rows, parameters, Carry.NONE);
    }

    @Override
    public void backward() {
      throw new IllegalStateException("inference has no backward pass");
    }
  }

  private final class Training implements Kernel {

    private final Device device;
    private final Buffer x;
    private final Buffer runningMean;
    private final Buffer runningVariance;
    private final ScanKernel kernel;
    private final ScanKernel statistics;
    private final Extent extent;
    private final long samples;
    private final Buffer mean;
    private final Buffer variance;
    private final List<Tensor> parameters;
    private final List<Tensor> forward;
    private final List<Tensor> backward;
    private final List<Tensor> gradients;
    private final Buffer meanGradient;
    private final Buffer correlation;
    private final List<Tensor> throughRows;
    private final List<Tensor> throughParameters;

    Training(Preparation at) {
      device = at.device();
      x = at.input(0);
      runningMean = at.input(3);
      runningVariance = at.input(4);
      kernel = StepPreparation.compiled(at, normalise);
      statistics = StepPreparation.compiled(at, through);
      extent = extent(at);
      int channels = features.dim(-1);
      samples = extent.steps() * extent.neurons() / channels;
      var row = features.prepend(at.steps(), at.batch());
      mean = at.saved(Shape.of(channels));
      variance = at.saved(Shape.of(channels));
      parameters = new TensorList(List.of(mean, variance, at.input(1), at.input(2)));
      var kept = Scan.buffers(normalise.kept(), () -> at.saved(row));
      forward =
          TensorList.rows(
              normalise.training(),
              r ->
                  switch (r.role()) {
                    case INPUT -> x;
                    case KEPT -> kept.get(r.index());
                    default -> at.output();
                  });
      backward =
          TensorList.rows(
              normalise.backward(),
              r ->
                  switch (r.role()) {
                    case INPUT -> x;
                    case KEPT -> kept.get(r.index());
                    case OUTPUT -> at.output();
                    default -> at.outputGradient();
                  });
      gradients = new TensorList(List.of(mean, variance, at.inputGradient(1), at.inputGradient(2)));
      meanGradient = at.scratch(Shape.of(channels));
      correlation = at.scratch(Shape.of(channels));
      throughParameters =
          new TensorList(List.of(mean, variance, at.input(1), meanGradient, correlation));
      throughRows =
          at.needsGradient(0)
              ? TensorList.rows(
                  through.inference(),
                  r ->
                      r.role() == Role.OUTPUT
                          ? at.inputGradient(0)
                          : r.index() == 0 ? at.outputGradient() : x)
              : List.of();
    }

    @Override
    public void forward() {
      forwardAgain();
      double unbiased = samples / (double) Math.max(samples - 1, 1);
      blend(runningMean.tensor(), mean.tensor(), 1);
      blend(runningVariance.tensor(), variance.tensor(), unbiased);
    }

    /** The running statistics have taken in this batch already. */
    @Override
    public void forwardAgain() {
      device.moments(x.tensor(), mean.tensor(), variance.tensor());
      kernel.train(extent, forward, parameters, Carry.NONE);
    }

    private void blend(Tensor running, Tensor newest, double factor) {
      for (long i = 0, n = running.size(); i < n; i++) {
        double value = (1 - momentum) * running.get(i) + momentum * factor * newest.get(i);
        running.set(i, (float) value);
      }
    }

    @Override
    public void backward() {
      kernel.backward(extent, backward, parameters, gradients, false, Carry.NONE);
      if (!throughRows.isEmpty()) {
        divide(gradients.get(SHIFT), samples, meanGradient.tensor());
        divide(gradients.get(SCALE), samples * gain, correlation.tensor());
        statistics.infer(extent, throughRows, throughParameters, Carry.NONE);
      }
    }

    private static void divide(Tensor sum, double by, Tensor to) {
      for (long i = 0, n = sum.size(); i < n; i++) {
        to.set(i, (float) (sum.get(i) / by));
      }
    }
  }
}
