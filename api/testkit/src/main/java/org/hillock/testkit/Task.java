package org.hillock.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.SampleShape;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;
import org.hillock.api.network.Value;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Trainer;
import org.hillock.engine.network.Activations;
import org.hillock.engine.run.Experiment;
import org.hillock.engine.run.ExperimentRunner;
import org.hillock.engine.run.Outputs;
import org.hillock.engine.run.RunResult;
import org.hillock.engine.train.Encoders;

/**
 * A small task: points on two sides of a line, a hidden layer of spiking neurons, a leaky readout.
 * Its parts come with the kit, so that a trainer is checked without any other plugin.
 */
final class Task {

  static final int FEATURES = 2;
  static final int CLASSES = 2;
  static final int STEPS = 5;
  private static final int HIDDEN = 20;
  private static final int TRAIN = 90;
  private static final int OTHERS = 20;

  private Task() {}

  static RunResult run(
      Trainer trainer,
      HardwareBackend backend,
      int threads,
      Path folder,
      Optional<Path> from,
      RunLog log,
      BooleanSupplier cancelled) {
    var experiment =
        new Experiment(
            "task",
            1,
            new Points(),
            List.of(),
            new Encoders.Common(new Held()),
            layers(),
            trainer,
            backend,
            false,
            List.of(),
            Outputs.NONE,
            threads,
            Activations.KEPT);
    return ExperimentRunner.run(experiment, folder, folder, from, log, cancelled);
  }

  static List<Layer> layers() {
    return List.of(new Dense(HIDDEN), new Spiking(), new Dense(CLASSES), new Readout());
  }

  /** Two coordinates; the class says on which side of x = y a point lies. */
  private record Points() implements DataSet, Samples {
    @Override
    public Samples open(Path store) {
      return this;
    }

    private static float coordinate(Split split, int index, int axis) {
      return (float) RandomStream.of(9).named(split.name()).gaussian(2L * index + axis);
    }

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
      return split == Split.TRAIN ? TRAIN : OTHERS;
    }

    @Override
    public void read(Split split, int index, Tensor sample) {
      sample.set(0, coordinate(split, index, 0));
      sample.set(1, coordinate(split, index, 1));
    }

    @Override
    public int label(Split split, int index) {
      return coordinate(split, index, 0) > coordinate(split, index, 1) ? 1 : 0;
    }

    @Override
    public String sha256() {
      return "0".repeat(64);
    }

    @Override
    public String splitDescription() {
      return "drawn apart";
    }

    @Override
    public void close() {}
  }

  /** Every sample for some time steps. */
  private record Held() implements Encoder {
    @Override
    public SampleShape encoded(SampleShape sample) {
      return new SampleShape(STEPS, sample.features());
    }

    @Override
    public void encode(Tensor sample, Tensor sequence, RandomStream random) {
      for (int t = 0; t < STEPS; t++) {
        sequence.at(t).copyFrom(sample);
      }
    }
  }

  private record Dense(int out) implements Layer {
    @Override
    public Value define(NetworkBuilder net, Value x) {
      int in = x.shape().dim(-1);
      return net.linear(
          x,
          net.parameter("weight", Shape.of(in, out), Initialiser.kaimingUniform(in)),
          Optional.of(net.parameter("bias", Shape.of(out), Initialiser.constant(0))));
    }
  }

  private record Spiking() implements NeuronModel {
    @Override
    public void define(Equations eq) {
      var v = eq.state("v", 0);
      var u = v.times(.5).plus(eq.input());
      var s = eq.spike(u.minus(1), new Fast());
      eq.next(v, Reset.HARD_DETACHED.after(u, s, 1));
      eq.emit(s);
    }

    @Override
    public boolean spiking() {
      return true;
    }
  }

  private record Fast() implements Surrogate {
    @Override
    public Expr slope(Expr x) {
      return x.abs().plus(1).square().reciprocal();
    }

    @Override
    public double smooth(double x) {
      return x / (1 + Math.abs(x));
    }
  }

  private record Readout() implements NeuronModel {
    @Override
    public void define(Equations eq) {
      var v = eq.state("v", 0);
      var u = v.times(.5).plus(eq.input());
      eq.next(v, u);
      eq.emit(u);
    }

    @Override
    public boolean spiking() {
      return false;
    }
  }
}
