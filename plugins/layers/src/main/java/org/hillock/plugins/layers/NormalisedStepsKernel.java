package org.hillock.plugins.layers;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.network.Preparation.CarriedBuffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * {@link NormalisedSteps} at work. Steps are independent, so that each is a part of a job; the
 * gradient is that of batch normalisation (Ioffe and Szegedy 2015, section 3).
 */
final class NormalisedStepsKernel implements Operation.Kernel {

  private final NormalisedSteps norm;
  private final Device device;
  private final boolean training;
  private final int steps;
  private final int channels;
  private final int rows;
  private final Buffer x;
  private final Buffer scale;
  private final Buffer runningMean;
  private final Buffer runningVariance;
  private final Buffer y;
  private final Buffer dy;
  private final Optional<Buffer> dx;
  private final Optional<Buffer> dscale;
  private final CarriedBuffer clock;
  private final double[] mean;
  private final double[] variance;
  private final double[] sum;
  private final double[] product;
  private final IntConsumer normalise = this::normalise;
  private final IntConsumer differentiate = this::differentiate;
  private int begin;

  NormalisedStepsKernel(Preparation at, NormalisedSteps norm) {
    this.norm = norm;
    device = at.device();
    training = at.training();
    steps = at.steps();
    channels = norm.features().dim(-1);
    rows = Math.toIntExact(at.batch() * norm.features().size() / channels);
    x = at.input(0);
    scale = at.input(1);
    runningMean = at.input(2);
    runningVariance = at.input(3);
    y = at.output();
    dy = at.outputGradient();
    dx = at.needsGradient(0) ? Optional.of(at.inputGradient(0)) : Optional.empty();
    dscale = at.needsGradient(1) ? Optional.of(at.inputGradient(1)) : Optional.empty();
    clock = at.carried("step", Shape.of(1), 0);
    mean = new double[steps * channels];
    variance = new double[steps * channels];
    sum = new double[steps * channels];
    product = new double[steps * channels];
  }

  @Override
  public void forward() {
    forwardAgain();
    if (training) {
      double unbiased = rows / (double) Math.max(rows - 1, 1);
      for (int i = 0; i < mean.length; i++) {
        blend(runningMean.tensor(), i, mean[i]);
        blend(runningVariance.tensor(), i, variance[i] * unbiased);
      }
    }
    if (clock.last().isPresent()) {
      clock.last().get().set(0, begin + steps);
    }
  }

  private void blend(Tensor running, int place, double newest) {
    long at = known(place);
    running.set(at, (float) ((1 - norm.momentum()) * running.get(at) + norm.momentum() * newest));
  }

  /** Where what belongs to a step and channel stands among those of all known steps. */
  private long known(int place) {
    return (long) begin * channels + place;
  }

  /** The running statistics have taken in this batch already. */
  @Override
  public void forwardAgain() {
    begin = clock.initial().isPresent() ? (int) clock.initial().get().get(0) : 0;
    norm.requireKnown(begin + steps);
    device.parallel(steps, normalise);
  }

  private void normalise(int t) {
    int first = t * channels;
    if (training) {
      moments(first);
    } else {
      for (int i = first; i < first + channels; i++) {
        mean[i] = runningMean.tensor().get(known(i));
        variance[i] = runningVariance.tensor().get(known(i));
      }
    }
    var from = x.tensor();
    var to = y.tensor();
    long at = (long) first * rows;
    for (int row = 0; row < rows; row++) {
      for (int i = first; i < first + channels; i++, at++) {
        double slope = scale.tensor().get(known(i)) * inverse(i);
        to.set(at, (float) ((from.get(at) - mean[i]) * slope));
      }
    }
  }

  private double inverse(int place) {
    return 1 / Math.sqrt(variance[place] + norm.epsilon());
  }

  private void moments(int first) {
    var values = x.tensor();
    Arrays.fill(mean, first, first + channels, 0);
    Arrays.fill(variance, first, first + channels, 0);
    long at = (long) first * rows;
    for (int row = 0; row < rows; row++) {
      for (int i = first; i < first + channels; i++, at++) {
        mean[i] += values.get(at) / (double) rows;
      }
    }
    at = (long) first * rows;
    for (int row = 0; row < rows; row++) {
      for (int i = first; i < first + channels; i++, at++) {
        double far = values.get(at) - mean[i];
        variance[i] += far * far / rows;
      }
    }
  }

  @Override
  public void backward() {
    device.parallel(steps, differentiate);
    if (dscale.isPresent()) {
      var gradient = dscale.get().tensor();
      gradient.fill(0);
      for (int i = 0; i < product.length; i++) {
        gradient.set(known(i), (float) product[i]);
      }
    }
  }

  private void differentiate(int t) {
    int first = t * channels;
    Arrays.fill(sum, first, first + channels, 0);
    Arrays.fill(product, first, first + channels, 0);
    var values = x.tensor();
    var arriving = dy.tensor();
    long at = (long) first * rows;
    for (int row = 0; row < rows; row++) {
      for (int i = first; i < first + channels; i++, at++) {
        double d = arriving.get(at);
        sum[i] += d;
        product[i] += d * (values.get(at) - mean[i]) * inverse(i);
      }
    }
    if (dx.isPresent()) {
      var gradient = dx.get().tensor();
      at = (long) first * rows;
      for (int row = 0; row < rows; row++) {
        for (int i = first; i < first + channels; i++, at++) {
          double inverse = inverse(i);
          double normal = (values.get(at) - mean[i]) * inverse;
          double rest = arriving.get(at) - (sum[i] + normal * product[i]) / rows;
          gradient.set(at, (float) (scale.tensor().get(known(i)) * inverse * rest));
        }
      }
    }
  }
}
