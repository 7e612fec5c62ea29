package org.hillock.testkit;

import java.util.List;
import org.hillock.api.HillockException;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Loss;
import org.junit.jupiter.api.Assumptions;

/** What is checked of every loss, on a readout of three classes. */
final class LossChecks {

  private static final int STEPS = 6;
  private static final int BATCH = 4;
  private static final int CLASSES = 3;
  private static final int[] LABELS = {0, 2, 1, 2};
  private static final double STEP = 1e-2;
  private static final double TOLERANCE = 1e-3;

  static final Suite<Loss> SUITE =
      new Suite<>(
          Loss.class,
          List.of(
              new Check<>("gradients are derivatives", LossChecks::differentiates),
              new Check<>("is the mean over a batch", LossChecks::mean),
              new Check<>("the same bits again", LossChecks::sameBits),
              new Check<>("scores every class of every sample", LossChecks::scores),
              new Check<>("counts from a step there is", LossChecks::firstStep)));

  private LossChecks() {}

  /** Values above 0, as probabilities are; spikes for a loss that takes nothing else. */
  private static Tensor output(Loss loss, int seed, int batch) {
    return takesNumbers(loss)
        ? numbers(seed, batch)
        : Tensors.spikes(seed, 0.5, STEPS, batch, CLASSES);
  }

  private static Tensor numbers(int seed, int batch) {
    return Tensors.random(seed, 0.1, 0.9, STEPS, batch, CLASSES);
  }

  private static boolean takesNumbers(Loss loss) {
    try {
      loss.scores(numbers(1, BATCH), unwritten(BATCH, CLASSES));
      return true;
    } catch (HillockException e) {
      return false;
    }
  }

  private static Tensor unwritten(int... dims) {
    var tensor = Tensors.zeros(dims);
    tensor.fill(Float.NaN);
    return tensor;
  }

  private static double value(Loss loss, Tensor output, int... labels) {
    return loss.evaluate(output, labels, unwritten(output.shape().dims()));
  }

  private static void differentiates(Subject<Loss> subject) {
    var loss = subject.component();
    Assumptions.assumeTrue(takesNumbers(loss), "it takes spikes only");
    var output = numbers(1, BATCH);
    var gradient = unwritten(STEPS, BATCH, CLASSES);
    loss.evaluate(output, LABELS, gradient);
    subject.finite("the gradient", gradient.toArray());
    double size = 1e-3;
    for (float g : gradient.toArray()) {
      size = Math.max(size, Math.abs(g));
    }
    for (int i = 0; i < gradient.size(); i++) {
      double want = difference(loss, output, i);
      double got = gradient.get(i);
      if (!(Math.abs(want - got) <= TOLERANCE * size)) {
        throw subject.fault(
            "the gradient of output %d is not the derivative of the loss".formatted(i),
            want + " by central differences",
            got + Factor.of(got, want));
      }
    }
  }

  private static double difference(Loss loss, Tensor output, int i) {
    double near = at(loss, output, i, STEP) - at(loss, output, i, -STEP);
    double far = at(loss, output, i, 2 * STEP) - at(loss, output, i, -2 * STEP);
    return (8 * near - far) / (12 * STEP);
  }

  private static double at(Loss loss, Tensor output, int i, double change) {
    float was = output.get(i);
    output.set(i, (float) (was + change));
    double value = value(loss, output, LABELS);
    output.set(i, was);
    return value;
  }

  private static void mean(Subject<Loss> subject) {
    double sum = 0;
    var together = Tensors.zeros(STEPS, BATCH, CLASSES);
    for (int b = 0; b < BATCH; b++) {
      var one = output(subject.component(), b, 1);
      sum += value(subject.component(), one, LABELS[b]);
      for (int t = 0; t < STEPS; t++) {
        for (int c = 0; c < CLASSES; c++) {
          together.set(((long) t * BATCH + b) * CLASSES + c, one.get((long) t * CLASSES + c));
        }
      }
    }
    double expected = sum / BATCH;
    double found = value(subject.component(), together, LABELS);
    if (!(Math.abs(expected - found) <= 1e-5 * Math.max(1, Math.abs(expected)))) {
      throw subject.fault("it is not the mean over the samples of a batch", expected, found);
    }
  }

  private static void sameBits(Subject<Loss> subject) {
    double first = value(subject.component(), output(subject.component(), 1, BATCH), LABELS);
    value(subject.component(), output(subject.component(), 2, BATCH), LABELS);
    double again = value(subject.component(), output(subject.component(), 1, BATCH), LABELS);
    if (first != again) {
      throw subject.fault("not deterministic: it differs after another batch", first, again);
    }
  }

  private static void scores(Subject<Loss> subject) {
    var scores = unwritten(BATCH, CLASSES);
    subject.component().scores(output(subject.component(), 1, BATCH), scores);
    subject.finite("the scores", scores.toArray());
  }

  private static void firstStep(Subject<Loss> subject) {
    for (int steps : new int[] {1, 2, 7, 100}) {
      int first = subject.component().firstStep(steps);
      if (first < 0 || first >= steps) {
        throw subject.fault(
            "the first of %d steps that counts is none of them".formatted(steps),
            "0 to " + (steps - 1),
            first);
      }
    }
  }
}
