package org.hillock.engine.network;

import java.util.List;
import java.util.Optional;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.backend.ScanKernel.Extent;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * A batch normalisation at work. Statistics and slope come before the scan. Its backward pass takes
 * them for constants; what they add to the gradient of x comes after it (Ioffe and Szegedy 2015,
 * section 3): {@code -slope·(mean(dy) + x̂·mean(dy·x̂))}. A bias of x moves the mean along and
 * nothing else: the loss does not depend on it, its gradient is 0.
 */
final class Normalisation {

  private final BatchNorm norm;
  private final boolean training;
  private final Device device;
  private final long samples;
  private final Buffer x;
  private final Buffer scale;
  private final Buffer runningMean;
  private final Buffer runningVariance;
  private final Optional<Buffer> bias;
  private final Optional<Buffer> biasGradient;
  private final Buffer mean;
  private final Buffer variance;
  private final Buffer slope;
  private final Buffer slopeGradient;
  private final Buffer meanShare;
  private final Buffer varianceShare;
  private final Buffer scaleGradient;
  private final Buffer shiftGradient;
  private final ScanKernel correction;
  private final Extent extent;
  private final List<Tensor> rows;
  private final List<Tensor> parameters;

  /**
   * A normalisation of a step.
   *
   * @param first the input of the step that is the program's first parameter
   * @param variance the input that is the running variance
   */
  Normalisation(Preparation at, BatchNorm norm, int first, int variance, Shape features) {
    this.norm = norm;
    training = at.training();
    device = at.device();
    samples = features.size() / norm.channels() * at.steps() * at.batch();
    int slot = first + norm.parameter();
    x = at.input(norm.input());
    scale = at.input(slot);
    runningMean = at.input(slot + 2);
    runningVariance = at.input(variance);
    var channels = Shape.of(norm.channels());
    bias = norm.bias().stream().mapToObj(at::input).findFirst();
    biasGradient =
        norm.bias().stream()
            .mapToObj(i -> StepPreparation.wantedGradient(at, i))
            .flatMap(Optional::stream)
            .findFirst();
    mean = training || bias.isPresent() ? at.saved(channels) : runningMean;
    this.variance = training ? at.saved(channels) : runningVariance;
    slope = at.saved(channels);
    slopeGradient = at.scratch(channels);
    meanShare = at.scratch(channels);
    varianceShare = at.scratch(channels);
    scaleGradient = at.inputGradient(slot);
    shiftGradient = at.inputGradient(slot + 1);
    correction = StepPreparation.compiled(at, norm.correction());
    extent = Elementwise.of(samples, norm.channels());
    rows = at.needsGradient(norm.input()) ? rows(at.inputGradient(norm.input())) : List.of();
    parameters = new TensorList(List.of(mean, meanShare, varianceShare));
  }

  /** The gradient is corrected in its place. */
  private List<Tensor> rows(Buffer gradient) {
    return TensorList.rows(
        norm.correction().inference(),
        r -> r.role() == Role.INPUT && r.index() == 1 ? x : gradient);
  }

  /** What the program is given for one of its parameters, if that is not an input of the step. */
  Optional<Buffer> value(int parameter) {
    return switch (parameter - norm.parameter()) {
      case 0 -> Optional.of(slope);
      case 2 -> Optional.of(mean);
      default -> Optional.empty();
    };
  }

  /** Where the gradient of one of the program's parameters goes, if that is not an input's. */
  Optional<Buffer> gradient(int parameter) {
    return parameter == norm.parameter() ? Optional.of(slopeGradient) : Optional.empty();
  }

  void forward() {
    forwardAgain();
    if (training) {
      double unbiased = samples / (double) Math.max(samples - 1, 1);
      for (int c = 0; c < norm.channels(); c++) {
        blend(runningMean.tensor(), c, mean.tensor().get(c) + bias(c));
        blend(runningVariance.tensor(), c, variance.tensor().get(c) * unbiased);
      }
    }
  }

  /** The running statistics have taken in this batch already. */
  void forwardAgain() {
    if (training) {
      device.moments(x.tensor(), mean.tensor(), variance.tensor());
    } else if (bias.isPresent()) {
      for (int c = 0; c < norm.channels(); c++) {
        mean.tensor().set(c, runningMean.tensor().get(c) - bias(c));
      }
    }
    var scales = scale.tensor();
    var slopes = slope.tensor();
    for (int c = 0; c < norm.channels(); c++) {
      slopes.set(c, (float) (scales.get(c) * norm.gain() / Math.sqrt(square(c))));
    }
  }

  /** The squared deviation that is divided by. */
  private double square(int channel) {
    return variance.tensor().get(channel) + norm.epsilon();
  }

  private float bias(int channel) {
    return bias.isPresent() ? bias.get().tensor().get(channel) : 0;
  }

  private void blend(Tensor running, int channel, double newest) {
    double momentum = norm.momentum();
    double value = (1 - momentum) * running.get(channel) + momentum * newest;
    running.set(channel, (float) value);
  }

  /** From the gradients of slope and shift that of scale, and the rest of that of x. */
  void backward() {
    for (int c = 0; c < norm.channels(); c++) {
      double square = square(c);
      double product = slopeGradient.tensor().get(c);
      double each = slope.tensor().get(c) / (double) samples;
      scaleGradient.tensor().set(c, (float) (product * norm.gain() / Math.sqrt(square)));
      meanShare.tensor().set(c, (float) (each * shiftGradient.tensor().get(c)));
      varianceShare.tensor().set(c, (float) (each * product / square));
    }
    if (biasGradient.isPresent()) {
      biasGradient.get().tensor().fill(0);
    }
    if (!rows.isEmpty()) {
      correction.infer(extent, rows, parameters, Carry.NONE);
    }
  }
}
