package org.hillock.engine.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.SampleShape;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.metric.Metric;
import org.hillock.api.network.Network;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Loss;
import org.hillock.api.train.Optimiser;
import org.hillock.api.train.Trainer;
import org.hillock.api.train.TrainingSession;

/** A small task and all that is needed to learn it. */
final class Toys {

  static final int CLASSES = 3;
  static final int FEATURES = 6;

  private Toys() {}

  /** Noisy samples around a centre for each class. */
  record Blobs(int train, int validation, int test) implements DataSet {
    @Override
    public Samples open(Path store) {
      return new BlobSamples(this);
    }
  }

  private record BlobSamples(Blobs sizes) implements Samples {

    @Override
    public SampleShape shape() {
      return new SampleShape(0, Shape.of(FEATURES));
    }

    @Override
    public int classes() {
      return CLASSES;
    }

    @Override
    public int size(Split split) {
      return switch (split) {
        case TRAIN -> sizes.train();
        case VALIDATION -> sizes.validation();
        case TEST -> sizes.test();
      };
    }

    @Override
    public void read(Split split, int index, Tensor sample) {
      var noise = RandomStream.of(5).named(split.name()).numbered(index);
      for (int i = 0; i < FEATURES; i++) {
        double centre = i % CLASSES == label(split, index) ? 0.85 : 0.15;
        sample.set(i, (float) Math.clamp(centre + 0.1 * noise.gaussian(i), 0, 1));
      }
    }

    @Override
    public int label(Split split, int index) {
      return index % CLASSES;
    }

    @Override
    public String sha256() {
      return "blobs-%s".formatted(sizes);
    }

    @Override
    public String splitDescription() {
      return "drawn apart";
    }

    @Override
    public void close() {}
  }

  /** Adds a number drawn once a sample. */
  record Shift(double width) implements Augmentation {
    @Override
    public void augment(Tensor sample, SampleShape shape, RandomStream random) {
      for (long i = 0; i < sample.size(); i++) {
        sample.set(i, sample.get(i) + (float) random.uniform(0, 0, width));
      }
    }
  }

  /** Multiplies by a number. */
  record Scale(double by) implements Augmentation {
    @Override
    public void augment(Tensor sample, SampleShape shape, RandomStream random) {
      for (long i = 0; i < sample.size(); i++) {
        sample.set(i, sample.get(i) * (float) by);
      }
    }
  }

  /** The values themselves, for one time step. */
  record Values() implements Encoder {
    @Override
    public SampleShape encoded(SampleShape sample) {
      return new SampleShape(1, sample.features());
    }

    @Override
    public void encode(Tensor sample, Tensor sequence, RandomStream random) {
      sequence.copyFrom(sample);
    }
  }

  /** A spike with the probability of the value. */
  record Poisson(int steps) implements Encoder {
    @Override
    public SampleShape encoded(SampleShape sample) {
      return new SampleShape(steps, sample.features());
    }

    @Override
    public void encode(Tensor sample, Tensor sequence, RandomStream random) {
      for (long i = 0; i < sequence.size(); i++) {
        sequence.set(i, random.uniform(i) < sample.get(i % sample.size()) ? 1 : 0);
      }
    }
  }

  /** Cross entropy of the softmax of the summed output. */
  record SummedCrossEntropy() implements Loss {
    @Override
    public double evaluate(Tensor output, int[] labels, Tensor gradient) {
      int steps = output.shape().dim(0);
      int batch = labels.length;
      var scores = sums(output, batch);
      double loss = 0;
      for (int b = 0; b < batch; b++) {
        double norm = 0;
        for (int c = 0; c < CLASSES; c++) {
          norm += Math.exp(scores[b * CLASSES + c]);
        }
        loss -= scores[b * CLASSES + labels[b]] - Math.log(norm);
        for (int c = 0; c < CLASSES; c++) {
          double p = Math.exp(scores[b * CLASSES + c]) / norm - (labels[b] == c ? 1 : 0);
          for (int t = 0; t < steps; t++) {
            gradient.set(((long) t * batch + b) * CLASSES + c, (float) (p / batch / steps));
          }
        }
      }
      return loss / batch;
    }

    @Override
    public void scores(Tensor output, Tensor scores) {
      var sums = sums(output, scores.shape().dim(0));
      for (int i = 0; i < sums.length; i++) {
        scores.set(i, (float) sums[i]);
      }
    }

    private static double[] sums(Tensor output, int batch) {
      int steps = output.shape().dim(0);
      var sums = new double[batch * CLASSES];
      for (int i = 0; i < output.size(); i++) {
        sums[i % sums.length] += output.get(i) / steps;
      }
      return sums;
    }
  }

  /** Descent with momentum. */
  record Descent(double rate) implements Optimiser {
    @Override
    public void define(Equations eq) {
      var w = eq.state(WEIGHT, 0);
      var m = eq.state("momentum", 0);
      var now = eq.parameter(ParameterSpec.given("rate", Sharing.SCALAR));
      var step = m.times(0.9).plus(eq.input("gradient"));
      eq.next(m, step);
      eq.next(w, w.minus(step.times(now)));
    }

    @Override
    public double[] scalars(long step, double rate) {
      return new double[] {rate / Math.sqrt(step)};
    }
  }

  /** Backpropagation through time. */
  record Backpropagation(int epochs, int batchSize, double rate) implements Trainer {
    @Override
    public Loss loss() {
      return new SummedCrossEntropy();
    }

    @Override
    public void train(TrainingSession session) {
      var updates = session.optimise("weights", new Descent(rate), session.network().parameters());
      int steps = session.batchCount(Split.TRAIN, batchSize);
      for (int epoch = session.firstEpoch(); epoch < epochs; epoch++) {
        int step = 0;
        double sum = 0;
        for (var batch : session.batches(Split.TRAIN, batchSize, epoch)) {
          var execution = session.network().training(batch.steps(), batch.size());
          batch.encodeInto(execution.input());
          execution.randomise(updates.count());
          execution.forward();
          double loss =
              loss().evaluate(execution.output(), batch.labels(), execution.outputGradient());
          session.step(epoch, step++, steps, loss, 0.5);
          sum += loss;
          execution.backward();
          updates.apply(rate, 1);
        }
        var figures = new LinkedHashMap<String, Double>();
        figures.put("train_loss", sum / steps);
        if (session.batchCount(Split.VALIDATION, batchSize) > 0) {
          session
              .evaluate(Split.VALIDATION, loss(), batchSize)
              .forEach((name, value) -> figures.put("validation_" + name, value));
        }
        session.endEpoch(epoch, figures);
      }
    }
  }

  /** The share of correct predictions. */
  record Accuracy() implements Metric {
    @Override
    public Measurement begin(Network network) {
      return new Measurement() {
        private int correct;
        private int samples;

        @Override
        public void add(Observation batch) {
          for (int b = 0; b < batch.labels().length; b++) {
            correct += Evaluation.best(batch.scores(), b) == batch.labels()[b] ? 1 : 0;
            samples++;
          }
        }

        @Override
        public List<Figure> figures() {
          return List.of(
              new Figure("test_accuracy", (double) correct / samples, "", ""),
              new Figure("test_samples", samples, "", ""));
        }
      };
    }
  }
}
