package org.hillock.engine.component;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Param;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.SampleShape;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.metric.Metric;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.Merge;
import org.hillock.api.network.Network;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;
import org.hillock.api.network.Value;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Loss;
import org.hillock.api.train.NetworkOutline;
import org.hillock.api.train.Optimiser;
import org.hillock.api.train.Trainer;
import org.hillock.api.train.TrainingSession;
import org.hillock.engine.reference.ReferenceBackend;

/** Small components of every kind that specs need, for tests of this module. */
public final class TestComponents {

  private TestComponents() {}

  /** All of them, with the reference backend. */
  public static Catalogue catalogue() {
    var reading =
        ComponentReader.read(
            List.of(
                Lif.class,
                Atan.class,
                Dense.class,
                Sum.class,
                Stack.class,
                Named.class,
                Direct.class,
                Blobs.class,
                Missing.class,
                Mirror.class,
                Adam.class,
                Squares.class,
                Bptt.class,
                Around.class,
                Accuracy.class,
                Energy.class,
                ReferenceBackend.class));
    if (!reading.problems().isEmpty()) {
      throw new AssertionError(reading.problems());
    }
    return Catalogue.of(reading.components());
  }

  @Component(id = "lif", doc = "A neuron.", aliases = "leaky")
  public record Lif(
      @Param(doc = "time constant", value = "2.0", unit = "steps", min = 1) double tau,
      @Param(doc = "threshold", value = "1.0", above = 0) double threshold,
      @Param(doc = "reset", value = "hard") Reset reset,
      @Param(doc = "surrogate", value = "{type: atan, alpha: 3}") Surrogate surrogate)
      implements NeuronModel {

    @Override
    public void define(Equations eq) {
      var v = eq.state("v", 0);
      var u = eq.let(v.times(1 - 1 / tau).plus(eq.input()));
      var s = eq.spike(u.minus(threshold), surrogate);
      eq.next(v, reset.after(u, s, threshold));
      eq.emit(s);
    }

    @Override
    public boolean spiking() {
      return true;
    }
  }

  @Component(id = "atan", doc = "A surrogate.")
  public record Atan(@Param(doc = "width", value = "2", above = 0) double alpha)
      implements Surrogate {

    @Override
    public Expr slope(Expr x) {
      return x.times(alpha);
    }

    @Override
    public double smooth(double x) {
      return alpha * x * x / 2;
    }
  }

  @Component(id = "sum", doc = "A layer that merges.")
  public record Sum() implements Merge {
    @Override
    public Value define(NetworkBuilder net, List<Value> inputs) {
      return inputs.stream().reduce(net::add).orElseThrow();
    }
  }

  @Component(id = "dense", doc = "A layer.")
  public record Dense(
      @Param(doc = "outputs", min = 1) int hiddenUnits,
      @Param(doc = "bias", value = "true") boolean bias,
      @Param(doc = "label") Optional<String> label,
      @Param(doc = "scale") Optional<Double> scale)
      implements Layer {

    public Dense {
      if (hiddenUnits == 13) {
        throw new IllegalArgumentException("13 units bring bad luck; use 12 or 14");
      }
    }

    @Override
    public Value define(NetworkBuilder net, Value x) {
      if (x.shape().rank() != 1) {
        throw new HillockException(
            ErrorCode.SHAPE_MISMATCH, "dense takes flat features, got " + x.shape());
      }
      var shape = Shape.of(x.shape().dim(0), hiddenUnits);
      return net.linear(
          x, net.parameter("weight", shape, Initialiser.constant(1)), Optional.empty());
    }
  }

  @Component(id = "stack", doc = "Layers one after another.")
  public record Stack(
      @Param(doc = "what is stacked", value = "[]") List<Layer> layers,
      @Param(doc = "delays", value = "[1, 2]", min = 0) List<Integer> delays)
      implements Layer {

    @Override
    public Value define(NetworkBuilder net, Value x) {
      for (var layer : layers) {
        x = layer.define(net, x);
      }
      return x;
    }
  }

  @Component(id = "named", doc = "Layers by name.")
  public record Named(@Param(doc = "the layers") Map<String, Layer> layers) implements Layer {

    @Override
    public Value define(NetworkBuilder net, Value x) {
      return x;
    }
  }

  @Component(id = "direct", doc = "An encoder.")
  public record Direct(@Param(doc = "time steps", value = "4", min = 1) int steps)
      implements Encoder {

    @Override
    public SampleShape encoded(SampleShape sample) {
      if (sample.steps() > 0) {
        throw new HillockException(ErrorCode.SHAPE_MISMATCH, "direct takes samples without time");
      }
      return new SampleShape(steps, sample.features());
    }

    @Override
    public void encode(Tensor sample, Tensor sequence, RandomStream random) {
      sequence.fill(1);
    }
  }

  @Component(id = "blobs", doc = "Data.")
  public record Blobs(@Param(doc = "rows of each image", value = "1", min = 1) int rows)
      implements DataSet {

    @Override
    public Samples open(Path store) {
      return new Samples() {
        @Override
        public SampleShape shape() {
          return new SampleShape(0, rows == 1 ? Shape.of(8) : Shape.of(rows, 8));
        }

        @Override
        public int classes() {
          return 3;
        }

        @Override
        public int size(Split split) {
          return 6;
        }

        @Override
        public void read(Split split, int index, Tensor sample) {
          sample.fill(index);
        }

        @Override
        public int label(Split split, int index) {
          return index % 3;
        }

        @Override
        public String sha256() {
          return "0".repeat(64);
        }

        @Override
        public String splitDescription() {
          return "made";
        }

        @Override
        public void close() {}
      };
    }
  }

  @Component(id = "absent", doc = "Data that is not installed.")
  public record Missing() implements DataSet {

    @Override
    public Samples open(Path store) {
      throw new HillockException(
          ErrorCode.DATA_UNAVAILABLE, "absent is not installed; run: hillock data install absent");
    }
  }

  @Component(id = "mirror", doc = "An augmentation.")
  public record Mirror(@Param(doc = "how likely", value = "0.5", min = 0, max = 1) double p)
      implements Augmentation {

    @Override
    public void augment(Tensor sample, SampleShape shape, RandomStream random) {
      if (shape.features().rank() != 1) {
        throw new HillockException(
            ErrorCode.SHAPE_MISMATCH, "mirror takes flat features, got " + shape.features());
      }
    }
  }

  @Component(id = "adam", doc = "An optimiser.")
  public record Adam(@Param(doc = "rate", value = "1e-3", above = 0, below = 1) double rate)
      implements Optimiser {

    @Override
    public void define(Equations eq) {
      eq.next(eq.state(WEIGHT, 0), eq.input());
    }

    @Override
    public double[] scalars(long step, double rate) {
      return new double[0];
    }
  }

  @Component(id = "squares", doc = "A loss.")
  public record Squares() implements Loss {

    @Override
    public double evaluate(Tensor output, int[] labels, Tensor gradient) {
      gradient.fill(0);
      return 0;
    }

    @Override
    public void scores(Tensor output, Tensor scores) {
      scores.fill(0);
    }
  }

  @Component(id = "bptt", doc = "A trainer.")
  public record Bptt(
      @Param(doc = "epochs", min = 1) int epochs,
      @Param(doc = "optimiser", value = "adam") Optimiser optimiser,
      @Param(doc = "loss", value = "squares") Loss loss)
      implements Trainer {

    @Override
    public void check(NetworkOutline networks) {
      if (networks.steps() < epochs) {
        throw new HillockException(
            ErrorCode.INVALID_ARGUMENT, "needs a step for each of %d epochs".formatted(epochs));
      }
    }

    @Override
    public void train(TrainingSession session) {}
  }

  @Component(id = "around", doc = "A trainer that trains by another.")
  public record Around(@Param(doc = "the other") Trainer trainer) implements Trainer {

    @Override
    public int epochs() {
      return trainer.epochs();
    }

    @Override
    public Loss loss() {
      return trainer.loss();
    }

    @Override
    public void check(NetworkOutline networks) {
      networks.check("trainer", trainer);
    }

    @Override
    public void train(TrainingSession session) {
      trainer.train(session);
    }
  }

  @Component(id = "accuracy", doc = "A metric.")
  public record Accuracy() implements Metric {

    @Override
    public Measurement begin(Network network) {
      throw new IllegalStateException("not measured in these tests");
    }
  }

  @Component(id = "energy", doc = "A metric with a required parameter.")
  public record Energy(@Param(doc = "process") String process) implements Metric {

    @Override
    public Measurement begin(Network network) {
      throw new IllegalStateException("not measured in these tests");
    }
  }
}
